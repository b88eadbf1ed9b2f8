using Collab.Benchmarks.Works;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Benchmarks.Hostile;

/// <summary>V2 updates of up to 1 MiB: columns of runs that claim blocks which no bytes stand for, and real documents with
/// a fault.</summary>
internal static class HostileUpdatesV2
{
    private const int Size = 1 << 20;
    private const int Columns = 9;
    private const int Clients = 1;
    private const int LeftClocks = 2;
    private const int Infos = 4;
    private const int Texts = 5;
    private const int ParentInfos = 6;
    private const int Lengths = 8;
    private const byte AnyValues = 8;
    private const byte Text = 4;
    private const byte NullTag = 0x7E;

    // UintOptRle: minus one, then a run of 2^35.
    private static readonly byte[] EndlessOnes = [0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];

    public static IEnumerable<HostileUpdate> Create(BenchmarkData data)
    {
        yield return Bomb("a run of 200,000 collected blocks, a byte too many", 200_000, 0);
        yield return Bomb("a run of 1,000,000 collected blocks and as many bytes, a byte too many", 1_000_000, Size - 64);
        yield return Bomb("a run of 2^31 collected blocks", int.MaxValue, 0);
        yield return new("a run of 180,000 characters, a byte too many", Characters(180_000));
        yield return new("nulls, and an unknown value", Values());
        yield return new("columns longer than the update", [0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. new byte[Size]]);
        yield return new("columns of endless numbers", Written(EndlessNumbers(), [1, 1, 0]));
        yield return new("B4, its last byte missing", data.B4StateV2[..^1]);
        yield return new("the whiteboard, its last byte missing", Whiteboard(data)[..^1]);
    }

    private static HostileUpdate Bomb(string what, int blocks, int padding)
    {
        var columns = Empty();
        columns[Clients] = [1];
        columns[Infos] = [0];
        columns[Lengths] = EndlessOnes;
        var rest = Rest(blocks, writer =>
        {
            writer.WriteVarUint(0);
            writer.WriteBytes(new byte[padding + 1]);
        });
        return new(what, Written(columns, rest));
    }

    // All of client 1, each after the one before it.
    private static byte[] Characters(int count)
    {
        var texts = new Lib0Writer();
        texts.WriteVarString(new string('a', count));
        texts.WriteBytes(EndlessOnes);
        var leftClocks = new Lib0Writer();
        leftClocks.WriteVarInt(1);
        leftClocks.WriteVarUint((ulong)count);
        leftClocks.WriteVarInt(3);
        leftClocks.WriteVarUint((ulong)count);
        var columns = Empty();
        columns[Clients] = EndlessOnes;
        columns[LeftClocks] = leftClocks.ToArray();
        columns[Infos] = [Text | 0x80];
        columns[Texts] = texts.ToArray();
        return Written(columns, Rest(count, writer => writer.WriteBytes([0, 0]), firstClock: 1));
    }

    private static byte[] Values()
    {
        var columns = Empty();
        columns[Clients] = [1];
        columns[Infos] = [AnyValues];
        columns[Texts] = [1, (byte)'t', 1];
        columns[ParentInfos] = [1];
        columns[Lengths] = Written(writer => writer.WriteVarInt(Size));
        return Written(columns, Rest(1, writer =>
        {
            var nulls = new byte[Size];
            nulls.AsSpan(..^1).Fill(NullTag);
            writer.WriteBytes(nulls);
        }));
    }

    private static IEnumerable<byte[]> EndlessNumbers() =>
        Enumerable.Repeat(Enumerable.Repeat((byte)0xFF, Size / Columns).ToArray(), Columns);

    private static byte[] Whiteboard(BenchmarkData data)
    {
        const int MergedUpdates = 20_000;
        return Updates.ConvertV1ToV2(Updates.Merge(
            [.. data.WhiteboardUpdates.Take(MergedUpdates).Select(update => (ReadOnlyMemory<byte>)update)]));
    }

    private static byte[][] Empty()
    {
        byte[][] columns = [.. Enumerable.Repeat(Array.Empty<byte>(), Columns)];
        columns[Texts] = [0];
        return columns;
    }

    private static byte[] Rest(int blocks, Action<Lib0Writer> write, int firstClock = 0) => Written(writer =>
    {
        writer.WriteVarUint(1);
        writer.WriteVarUint((ulong)blocks);
        writer.WriteVarUint((ulong)firstClock);
        write(writer);
    });

    private static byte[] Written(IEnumerable<byte[]> columns, byte[] rest) => Written(writer =>
    {
        writer.WriteUint8(0);
        foreach (var column in columns)
        {
            writer.WriteVarBytes(column);
        }

        writer.WriteBytes(rest);
    });

    private static byte[] Written(Action<Lib0Writer> write)
    {
        var writer = new Lib0Writer();
        write(writer);
        return writer.ToArray();
    }
}
