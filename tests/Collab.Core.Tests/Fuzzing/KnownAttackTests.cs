using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>Attacks that other engines of this format fell for, each refused by ours, or borne.</summary>
[Collection(nameof(MeasuredMemory))]
public sealed class KnownAttackTests
{
    private const int Million = 1_000_000;
    private const int Elements = 100_000;
    private const long MaxRise = 8L << 20;

    private static readonly byte[] HugeNumber = [0xFF, 0xFF, 0xFF, 0x7A];

    /// <summary>What each format reads as a count, a length or a run.</summary>
    public static TheoryData<string, bool, byte[]> Bombs => new()
    {
        { "y-crdt 639: 250 million clients", false, HugeNumber },
        { "y-crdt 639: 250 million deleted ranges", false, [0, 1, 1, .. HugeNumber, 0] },
        { "y-crdt 639: 250 million properties", false, [1, 1, 1, 0, 8, 1, 1, 0x74, 1, 0x76, .. HugeNumber] },
        { "y-crdt 415: blocks for 215 TB in 21 bytes", false, Padded([1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0]) },
        { "y-crdt 415: the same in V2", true, Padded([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) },
        { "y-crdt 450: a column longer than the update", true, [0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 2, 3] },
        { "y-crdt 182: bytes that are no update", false, [0x0B, 0xAD, 0xBE, 0xEF] },
        { "yjs 479: text that was taken for base64", false, Convert.FromBase64String("garbagedocAA") },
        { "yjs 687: values without end in a run", true, Convert.FromHexString("00010000000001000100010200001602000001fdffffffff7f0000") },
        { "yjs 687: blocks without end in runs", true, RunsWithoutEnd() },
    };

    [Theory, MemberData(nameof(Bombs))]
    public void A_bomb_is_refused_at_no_cost(string what, bool isV2, byte[] update)
    {
        var document = new Document();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<MalformedUpdateException>(() => isV2 ? document.ApplyUpdateV2(update) : document.ApplyUpdate(update));

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= (16L * update.Length) + (64 * 1024), $"{what}: {allocated} bytes for {update.Length}");
        Assert.Equal([0, 0], document.EncodeStateAsUpdate());
        Assert.Throws<MalformedUpdateException>(() => isV2
            ? Updates.MergeV2([update, (byte[])[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]])
            : Updates.Merge([update, (byte[])[0, 0]]));
    }

    [Fact]
    public void Blocks_of_the_far_future_wait_only_up_to_the_limit_however_many_come()
    {
        // ygo 46: 64 MiB of blocks that build on what never comes.
        const int Bytes = 64 * 1024;
        var document = new Document();
        var text = new string('x', Bytes);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var refused = 0;
        for (ulong i = 0; i < 1024; i++)
        {
            var update = UpdateBytes.OfClient(i + 1, 1_000_000_000 + i, 1, writer =>
            {
                writer.InRoot(UpdateBytes.Text, "t");
                writer.WriteVarString(text);
            });
            try
            {
                document.ApplyUpdate(update);
            }
            catch (PendingLimitException)
            {
                refused++;
            }
        }

        var rise = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(document.PendingBytes, 1, UpdateLimits.Default.MaxPendingBytes);
        Assert.InRange(refused, 900, 1023);
        Assert.True(rise < MaxRise, $"{rise} bytes more");
        GC.KeepAlive(document);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_million_arrays_within_each_other_are_refused_wherever_a_value_may_stand(bool isV2)
    {
        byte[] nested = [.. Enumerable.Repeat<byte[]>([0x75, 1], Million).SelectMany(bytes => bytes), 0x7E];

        Assert.Throws<MalformedUpdateException>(() => new Lib0Reader(nested).ReadAny());
        Assert.Throws<MalformedUpdateException>(() => new Lib0Reader(nested).SkipAny());
        var update = UpdateBytes.OfClient(1, 0, 1, writer =>
        {
            writer.InRoot(UpdateBytes.Any, "t");
            writer.WriteVarUint(1);
            writer.WriteBytes(nested);
        });
        Assert.Throws<MalformedUpdateException>(() => isV2 ? Updates.ConvertV1ToV2(update) : Updates.Merge([update, (byte[])[0, 0]]));
    }

    [Fact]
    public void A_million_brackets_in_a_format_are_refused()
    {
        var update = UpdateBytes.OfClient(1, 0, 1, writer =>
        {
            writer.InRoot(6, "t");
            writer.WriteVarString("bold");
            writer.WriteVarString(new string('[', Million) + new string(']', Million));
        });

        Assert.Throws<MalformedUpdateException>(() => new Document().ApplyUpdate(update));
    }

    [Fact]
    public void Elements_may_nest_deeper_than_the_stack()
    {
        var document = new Document();
        var xml = document.GetXmlFragment("x");

        document.ApplyUpdate(UpdateBytes.OfClient(1, 0, Elements, writer =>
        {
            writer.InRoot(7, "x");
            for (ulong clock = 1; ; clock++)
            {
                writer.WriteVarUint(3);
                writer.WriteVarString("p");
                if (clock == Elements)
                {
                    break;
                }

                writer.InItem(7, 1, clock - 1);
            }
        }));

        Assert.Equal(Elements * "<p></p>".Length, xml.ToString().Length);
        document.ApplyUpdate(UpdateBytes.Delete(1, 0, 1));
        Assert.Equal("", xml.ToString());
        Assert.Equal([new DeleteRange(0, Elements)], document.GetDeleteSet()[new ClientId(1)]);
    }

    private static byte[] Padded(byte[] start) => [.. start, .. new byte[21 - start.Length]];

    // One client whose runs of infos and lengths never end, and a count of 2^49 blocks of them.
    private static byte[] RunsWithoutEnd() => UpdateBytes.Written(writer =>
    {
        writer.WriteUint8(0);
        byte[][] columns = [[], [1], [], [], [0], [0], [], [], [0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]];
        foreach (var column in columns)
        {
            writer.WriteVarBytes(column);
        }

        foreach (var number in (ulong[])[1, 1UL << 49, 0])
        {
            writer.WriteVarUint(number);
        }
    });
}
