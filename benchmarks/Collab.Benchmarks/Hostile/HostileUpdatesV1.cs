using Collab.Benchmarks.Works;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Benchmarks.Hostile;

/// <summary>V1 updates of 1 MiB made so that as much as possible is read before the fault shows.</summary>
internal static class HostileUpdatesV1
{
    private const int Size = 1 << 20;
    private const byte GcBlock = 0;
    private const byte Text = 4;
    private const byte Embed = 5;
    private const byte AnyValues = 8;
    private const byte Origin = 0x80;
    private const byte ArrayTag = 0x75;
    private const byte NullTag = 0x7E;
    private const byte NoUtf8 = 0xFF;

    // More would reach past the limit of an update's blocks or clients, and be refused by its first bytes.
    private const int ClientsBeforeTheLimit = 99_999;

    public static IEnumerable<HostileUpdate> Create(BenchmarkData data)
    {
        yield return new("a claim of 2^53 clients", Padded(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F));
        yield return new("a claim of 2^31 blocks", Padded(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 0));
        yield return new("a claim of 2^31 units of text", Padded(1, 1, 1, 0, Text, 1, 1, (byte)'t', 0xFF, 0xFF, 0xFF, 0xFF, 0x07));
        yield return new("collected blocks of one unit, a byte too many", Blocks(2, WriteGc));
        yield return new("characters, an item each, a byte too many", Blocks(8, WriteCharacter));
        yield return new("blocks that all wait, beyond the limit", Blocks(9, WriteWaiting, isSound: true));
        yield return new("clients with a block each, a byte too many", Clients(7));
        yield return new("one client in many places", Clients(7, _ => 5));
        yield return new("delete ranges, a byte too many", DeleteRanges());
        yield return new("clients of the delete set, a byte too many", DeletedClients());
        yield return new("arrays within each other without end", Values(ArrayTag, 1));
        yield return new("arrays within each other, 60 deep, and an unknown value", NestedValues(60));
        yield return new("nulls, and an unknown value", Values(NullTag));
        yield return new("brackets of JSON without end", Json('['));
        yield return new("numbers of JSON, and no end", Json('1', ','));
        yield return new("text that is not UTF-8 in its last byte", LongText((byte)'a'));
        yield return new("text of three-byte characters, not UTF-8 in its last byte", LongText(0xE2, 0x82, 0xAC));
        yield return new("the whiteboard, cut off", data.WhiteboardState[..Size]);
        yield return new("B4 before any merge, cut off", MergedB4(data)[..Size]);
    }

    private static byte[] Padded(params byte[] start)
    {
        var update = new byte[Size];
        start.CopyTo(update, 0);
        return update;
    }

    private static byte[] Written(Action<Lib0Writer> write)
    {
        var writer = new Lib0Writer(Size + 64);
        write(writer);
        return writer.ToArray();
    }

    private static byte[] Blocks(int bytesEach, Action<Lib0Writer, int> write, bool isSound = false) => Written(writer =>
    {
        var count = Size / bytesEach;
        writer.WriteVarUint(1);
        writer.WriteVarUint((ulong)count);
        writer.WriteVarUint(1);
        writer.WriteVarUint(1);
        for (var i = 0; i < count; i++)
        {
            write(writer, i);
        }

        writer.WriteVarUint(0);
        if (!isSound)
        {
            writer.WriteUint8(0);
        }
    });

    private static void WriteGc(Lib0Writer writer, int index)
    {
        writer.WriteUint8(GcBlock);
        writer.WriteVarUint(1);
    }

    private static void WriteCharacter(Lib0Writer writer, int index)
    {
        writer.WriteUint8(Text | Origin);
        writer.WriteVarUint(1);
        writer.WriteVarUint((ulong)index);
        writer.WriteVarString("a");
    }

    // Another client's clock that never comes.
    private static void WriteWaiting(Lib0Writer writer, int index)
    {
        writer.WriteUint8(Text | Origin);
        writer.WriteVarUint(2);
        writer.WriteVarUint(1_000_000);
        writer.WriteVarString("a");
    }

    private static byte[] Clients(int bytesEach, Func<int, ulong>? choose = null) => Written(writer =>
    {
        var count = Math.Min(Size / bytesEach, ClientsBeforeTheLimit);
        writer.WriteVarUint((ulong)count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteVarUint(1);
            writer.WriteVarUint(choose?.Invoke(i) ?? (ulong)((i * 7919L) % count) + 1);
            writer.WriteVarUint(0);
            WriteGc(writer, i);
        }

        writer.WriteVarUint(0);
        writer.WriteUint8(0);
    });

    // From the last clock to the first, so that whoever sorts them has all to do.
    private static byte[] DeleteRanges() => Written(writer =>
    {
        const int Count = Size / 5;
        writer.WriteVarUint(0);
        writer.WriteVarUint(1);
        writer.WriteVarUint(1);
        writer.WriteVarUint(Count);
        for (var i = Count; i > 0; i--)
        {
            writer.WriteVarUint((ulong)i * 2);
            writer.WriteVarUint(1);
        }

        writer.WriteUint8(0);
    });

    private static byte[] DeletedClients() => Written(writer =>
    {
        writer.WriteVarUint(0);
        writer.WriteVarUint(ClientsBeforeTheLimit);
        for (var i = 0; i < ClientsBeforeTheLimit; i++)
        {
            writer.WriteVarUint((ulong)i + 1);
            writer.WriteVarUint(1);
            writer.WriteVarUint((ulong)i);
            writer.WriteVarUint(1);
        }

        writer.WriteUint8(0);
    });

    private static byte[] InText(byte info, Action<Lib0Writer> writeContent) => Written(writer =>
    {
        writer.WriteBytes([1, 1, 1, 0, info, 1, 1, (byte)'t']);
        writeContent(writer);
        writer.WriteVarUint(0);
    });

    private static byte[] Values(params byte[] value) => InText(AnyValues, writer =>
    {
        var count = Size / value.Length;
        writer.WriteVarUint((ulong)count + 1);
        for (var i = 0; i < count; i++)
        {
            writer.WriteBytes(value);
        }

        writer.WriteUint8(1);
    });

    private static byte[] NestedValues(int depth)
    {
        byte[] opened = [ArrayTag, 1];
        return Values([.. Enumerable.Repeat(opened, depth).SelectMany(bytes => bytes), NullTag]);
    }

    private static byte[] Json(params char[] repeated) => InText(Embed, writer =>
        writer.WriteVarString("[" + string.Concat(Enumerable.Repeat(new string(repeated), Size / repeated.Length))));

    private static byte[] LongText(params byte[] character) => InText(Text, writer =>
    {
        var text = new byte[(Size / character.Length * character.Length) + 1];
        for (var i = 0; i < text.Length - 1; i++)
        {
            text[i] = character[i % character.Length];
        }

        text[^1] = NoUtf8;
        writer.WriteVarBytes(text);
    });

    private static byte[] MergedB4(BenchmarkData data)
    {
        const int Merged = 80_000;
        return Updates.Merge(
            [.. data.B4Updates.Take(Merged).Select(update => (ReadOnlyMemory<byte>)update)]);
    }
}
