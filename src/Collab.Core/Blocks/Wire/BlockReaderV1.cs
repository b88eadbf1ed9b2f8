using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>Reads the blocks of V1 updates and checks all that can be checked without a document.</summary>
/// <remarks>
/// A block: one info byte (content kind in bits 0-4, key 0x20, right origin 0x40, origin 0x80), then origin, right origin,
/// with neither of them the parent and the key, then the content.
/// </remarks>
internal static class BlockReaderV1
{
    /// <summary>Reads the block that begins at the reader's place.</summary>
    /// <param name="block">Client and clock are given; all else is filled.</param>
    public static void Read(ref Lib0Reader reader, ref DecodedBlock block, UpdateLimits limits)
    {
        var info = reader.ReadUint8();
        block.Kind = (ContentKind)(info & BlockInfo.KindBits);
        switch (block.Kind)
        {
            case ContentKind.Gc:
            case ContentKind.Skip:
                block.Length = ReadLength(ref reader);
                break;
            case > ContentKind.Skip:
                reader.ThrowMalformed($"unknown content {info & BlockInfo.KindBits}");
                break;
            default:
                ReadPlace(ref reader, ref block, info);
                ReadContent(ref reader, ref block, limits);
                break;
        }

        if (block.Length == 0)
        {
            reader.ThrowMalformed("block of no length");
        }

        if (block.Length > limits.MaxClock - block.Clock)
        {
            reader.ThrowMalformed("clock is too large");
        }
    }

    private static void ReadPlace(ref Lib0Reader reader, ref DecodedBlock block, byte info)
    {
        block.HasOrigin = (info & BlockInfo.OriginBit) != 0;
        block.HasRightOrigin = (info & BlockInfo.RightOriginBit) != 0;
        if (block.HasOrigin)
        {
            block.OriginClient = reader.ReadVarUint();
            block.OriginClock = ReadReference(ref reader, block, block.OriginClient);
        }

        if (block.HasRightOrigin)
        {
            block.RightOriginClient = reader.ReadVarUint();
            block.RightOriginClock = ReadReference(ref reader, block, block.RightOriginClient);
        }

        if (block.HasOrigin || block.HasRightOrigin)
        {
            // Parent and key are the neighbour's: nothing of them is written, whatever the bit says. Yjs forgets the bit here,
            // so that merged updates lack it where documents write it.
            return;
        }

        switch (reader.ReadVarUint())
        {
            case 0:
                block.Parent = ParentForm.Item;
                block.ParentClient = reader.ReadVarUint();
                block.ParentClock = ReadReference(ref reader, block, block.ParentClient);
                break;
            case 1:
                block.Parent = ParentForm.Root;
                block.ParentName = ReadText(ref reader);
                break;
            default:
                reader.ThrowMalformed("parent is neither a root nor an item");
                break;
        }

        block.HasSub = (info & BlockInfo.SubBit) != 0;
        if (block.HasSub)
        {
            block.Sub = ReadText(ref reader);
        }
    }

    // What a block refers to was there when it was written, so of its own client it has a lower clock.
    private static int ReadReference(ref Lib0Reader reader, in DecodedBlock block, ulong client)
    {
        var clock = reader.ReadVarUint31("referenced clock");
        if (client == block.Client && clock >= block.Clock)
        {
            reader.ThrowMalformed("block refers to a later one of its own client");
        }

        return clock;
    }

    private static void ReadContent(ref Lib0Reader reader, ref DecodedBlock block, UpdateLimits limits)
    {
        block.Length = 1;
        var start = reader.Position;
        switch (block.Kind)
        {
            case ContentKind.Deleted:
                block.Length = ReadLength(ref reader);
                return;
            case ContentKind.Text:
                block.Content = ReadText(ref reader, out var text);
                block.Length = Utf8Units.Count(text);
                return;
            case ContentKind.Type:
                ReadType(ref reader, ref block);
                return;
            case ContentKind.Any:
                ReadValues(ref reader, ref block, limits, isJson: false);
                return;
            case ContentKind.Json:
                ReadValues(ref reader, ref block, limits, isJson: true);
                return;
            case ContentKind.Binary:
                reader.ReadVarBytes();
                break;
            case ContentKind.Embed:
                ReadJson(ref reader, limits);
                break;
            case ContentKind.Format:
                reader.ReadVarUtf8();
                ReadJson(ref reader, limits);
                break;
            default:
                reader.ReadVarUtf8();
                reader.SkipAny(limits.MaxNestingDepth);
                break;
        }

        block.Content = new Slice(start, reader.Position - start);
    }

    private static void ReadType(ref Lib0Reader reader, ref DecodedBlock block)
    {
        var kind = reader.ReadVarUint();
        if (kind > (ulong)TypeKind.XmlText)
        {
            reader.ThrowMalformed($"unknown type {kind}");
        }

        block.TypeKind = (TypeKind)kind;
        if (block.TypeKind is TypeKind.XmlElement or TypeKind.XmlHook)
        {
            block.Content = ReadText(ref reader);
        }
    }

    private static void ReadValues(ref Lib0Reader reader, ref DecodedBlock block, UpdateLimits limits, bool isJson)
    {
        block.Length = reader.ReadCount(1, "values");
        var start = reader.Position;
        for (var i = 0; i < block.Length; i++)
        {
            if (isJson)
            {
                ReadJson(ref reader, limits, mayBeUndefined: true);
            }
            else
            {
                reader.SkipAny(limits.MaxNestingDepth);
            }
        }

        block.Content = new Slice(start, reader.Position - start);
    }

    private static int ReadLength(ref Lib0Reader reader) => reader.ReadVarUint31("length");

    private static Slice ReadText(ref Lib0Reader reader) => ReadText(ref reader, out _);

    private static Slice ReadText(ref Lib0Reader reader, out ReadOnlySpan<byte> text)
    {
        text = reader.ReadVarUtf8();
        return new Slice(reader.Position - text.Length, text.Length);
    }

    private static void ReadJson(ref Lib0Reader reader, UpdateLimits limits, bool mayBeUndefined = false)
    {
        var text = reader.ReadVarUtf8();
        var isSound = mayBeUndefined
            ? JsonCheck.IsValue(text, limits.MaxNestingDepth)
            : JsonCheck.IsJson(text, limits.MaxNestingDepth);
        if (!isSound)
        {
            reader.ThrowMalformed("value is not JSON");
        }
    }
}
