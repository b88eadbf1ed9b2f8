using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>Updates made to hurt: what they declare costs nothing, and is checked before it is believed.</summary>
public sealed class AttackTests
{
    private const int Million = 1_000_000;

    public static TheoryData<string, byte[]> HugeCounts => new()
    {
        { "clients", [0xFF, 0xFF, 0xFF, 0x7A] },
        { "clients, the largest number", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F] },
        { "blocks", [1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 0, 4, 1, 1, 0x74, 1, 0x61, 0] },
        { "text", [1, 1, 1, 0, 4, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x61, 0] },
        { "root name", [1, 1, 1, 0, 4, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x74] },
        { "values", [1, 1, 1, 0, 8, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x7D, 1, 0] },
        { "legacy values", [1, 1, 1, 0, 2, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 0x31, 0] },
        { "array in a value", [1, 1, 1, 0, 8, 1, 1, 0x74, 1, 0x75, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x7E, 0] },
        { "object in a value", [1, 1, 1, 0, 8, 1, 1, 0x74, 1, 0x76, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 0x61, 0x7E, 0] },
        { "bytes in a value", [1, 1, 1, 0, 8, 1, 1, 0x74, 1, 0x74, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 0] },
        { "binary", [1, 1, 1, 0, 3, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 0] },
        { "clients of the delete set", [0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 1, 0, 1] },
        { "ranges of the delete set", [0, 1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0, 1] },
        { "length of a collected block", [1, 1, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0] },
        { "length of a gap", [1, 1, 1, 0, 10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0] },
        { "length of deleted content", [1, 1, 1, 0, 1, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0] },
        { "an endless number", [.. Enumerable.Repeat((byte)0x80, 40), 0x01] },
    };

    public static TheoryData<string, byte[]> Contradictions => new()
    {
        { "nothing at all", [] },
        { "bytes after the end", [0, 0, 0] },
        { "unknown content", [1, 1, 1, 0, 11, 1, 1, 0x74, 0] },
        { "unknown type", [1, 1, 1, 0, 7, 1, 1, 0x74, 9, 0] },
        { "unknown value", [1, 1, 1, 0, 8, 1, 1, 0x74, 1, 0x10, 0] },
        { "a block of no length", [1, 1, 1, 0, 4, 1, 1, 0x74, 0, 0] },
        { "a collected block of no length", [1, 1, 1, 0, 0, 0, 0] },
        { "a parent neither root nor item", [1, 1, 1, 0, 4, 2, 1, 0x74, 1, 0x61, 0] },
        { "an origin of its own", [1, 1, 1, 0, 0x84, 1, 0, 1, 0x61, 0] },
        { "an origin later than itself", [1, 1, 1, 0, 0x84, 1, 5, 1, 0x61, 0] },
        { "a parent that is itself", [1, 1, 1, 0, 7, 0, 1, 0, 1, 0] },
        { "an embed that is not JSON", [1, 1, 1, 0, 5, 1, 1, 0x74, 2, 0x7B, 0x61, 0] },
        { "text that is not UTF-8", [1, 1, 1, 0, 4, 1, 1, 0x74, 2, 0xFF, 0x61, 0] },
        { "a client beyond 2^53-1", [1, 1, .. Enumerable.Repeat((byte)0xFF, 7), 0x1F, 0, 4, 1, 1, 0x74, 1, 0x61, 0] },
    };

    [Theory, MemberData(nameof(HugeCounts)), MemberData(nameof(Contradictions))]
    public void A_false_update_is_refused_at_no_cost(string what, byte[] update)
    {
        var document = new Document();
        AssertRefusedCheaply(document, update, what);
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(update));
        Assert.Throws<MalformedUpdateException>(() => Updates.Merge([update, (byte[])[0, 0]]));
        Assert.Throws<MalformedUpdateException>(() => Updates.Diff(update, StateVector.Empty));
        Assert.False(document.HasPending);
        Assert.Equal([0, 0], document.EncodeStateAsUpdate());
    }

    [Theory]
    [InlineData(0x75)]
    [InlineData(0x76)]
    public void A_million_values_within_each_other_are_refused_without_filling_the_stack(byte tag)
    {
        var update = UpdateBytes.OfClient(1, 0, 1, writer =>
        {
            writer.InRoot(UpdateBytes.Any, "t");
            writer.WriteVarUint(1);
            for (var i = 0; i < Million; i++)
            {
                writer.WriteUint8(tag);
                writer.WriteUint8(1);
                if (tag == 0x76)
                {
                    writer.WriteVarString("");
                }
            }

            writer.WriteUint8(0x7E);
        });

        AssertRefusedCheaply(new Document(), update, "values");
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(update));
    }

    [Fact]
    public void A_million_brackets_of_JSON_are_refused_without_filling_the_stack()
    {
        var json = new string('[', Million) + new string(']', Million);
        var update = UpdateBytes.OfClient(1, 0, 1, writer =>
        {
            writer.InRoot(UpdateBytes.Embed, "t");
            writer.WriteVarString(json);
        });

        AssertRefusedCheaply(new Document(), update, "JSON");
    }

    [Fact]
    public void Many_blocks_before_a_fault_cost_no_more_than_sixteen_times_their_bytes()
    {
        var update = UpdateBytes.OfClient(1, 0, 50_000, writer =>
        {
            writer.InRoot(UpdateBytes.Text, "t");
            writer.WriteVarString("a");
            for (ulong i = 0; i < 49_999; i++)
            {
                writer.After(UpdateBytes.Text, 1, i);
                writer.WriteVarString("b");
            }
        });

        AssertRefusedCheaply(new Document(), [.. update, 7], "a byte too many");
    }

    [Fact]
    public void Many_tiny_blocks_before_a_fault_cost_no_more_than_sixteen_times_their_bytes()
    {
        var update = UpdateBytes.OfClient(1, 0, 200_000, writer =>
        {
            for (var i = 0; i < 200_000; i++)
            {
                writer.WriteUint8(UpdateBytes.Gc);
                writer.WriteUint8(1);
            }
        });

        AssertRefusedCheaply(new Document(), [.. update, 7], "a byte too many");
    }

    [Fact]
    public void Many_clients_before_a_fault_cost_no_more_than_sixteen_times_their_bytes()
    {
        var update = UpdateBytes.Written(writer =>
        {
            writer.WriteVarUint(50_000);
            for (ulong client = 50_000; client > 0; client--)
            {
                writer.WriteVarUint(1);
                writer.WriteVarUint(client);
                writer.WriteVarUint(0);
                writer.WriteUint8(UpdateBytes.Gc);
                writer.WriteVarUint(1);
            }

            writer.WriteVarUint(0);
        });

        AssertRefusedCheaply(new Document(), [.. update, 7], "a byte too many");
    }

    [Fact]
    public void Many_deletes_before_a_fault_cost_no_more_than_sixteen_times_their_bytes()
    {
        var update = UpdateBytes.Written(writer =>
        {
            writer.WriteVarUint(0);
            writer.WriteVarUint(50_000);
            for (ulong client = 50_000; client > 0; client--)
            {
                writer.WriteVarUint(client);
                writer.WriteVarUint(1);
                writer.WriteVarUint(client);
                writer.WriteVarUint(1);
            }
        });

        AssertRefusedCheaply(new Document(), [.. update, 7], "a byte too many");
    }

    // The bound of reference S8: 16 bytes for each of the input, and 64 KiB.
    private static void AssertRefusedCheaply(Document document, byte[] update, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<MalformedUpdateException>(() => document.ApplyUpdate(update));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var bound = (16L * update.Length) + (64 * 1024);
        Assert.True(allocated <= bound, $"{what}: {allocated} bytes allocated for {update.Length}");
    }
}
