using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>Writes blocks as V1 updates hold them; the reverse of <see cref="BlockReaderV1"/>.</summary>
internal static class BlockWriterV1
{
    /// <param name="offset">How many units of the block the receiver has; it then begins right after them.</param>
    public static void Write(Lib0Writer writer, in BlockView block, int offset)
    {
        if (block.Kind is ContentKind.Gc or ContentKind.Skip)
        {
            writer.WriteUint8((byte)block.Kind);
            writer.WriteVarUint((ulong)(block.Length - offset));
            return;
        }

        WritePlace(writer, block, offset);
        WriteContent(writer, block, offset);
    }

    private static void WritePlace(Lib0Writer writer, in BlockView block, int offset)
    {
        var hasOrigin = block.HasOrigin || offset > 0;
        writer.WriteUint8(BlockInfo.Of(block, hasOrigin));
        if (hasOrigin)
        {
            writer.WriteVarUint(offset > 0 ? block.Client : block.OriginClient);
            writer.WriteVarUint((ulong)(offset > 0 ? block.Clock + offset - 1 : block.OriginClock));
        }

        if (block.HasRightOrigin)
        {
            writer.WriteVarUint(block.RightOriginClient);
            writer.WriteVarUint((ulong)block.RightOriginClock);
        }

        if (!hasOrigin && !block.HasRightOrigin)
        {
            WriteParent(writer, block);
        }
    }

    private static void WriteParent(Lib0Writer writer, in BlockView block)
    {
        if (block.Parent == ParentForm.Root)
        {
            writer.WriteVarUint(1);
            writer.WriteVarBytes(block.ParentName);
        }
        else
        {
            writer.WriteVarUint(0);
            writer.WriteVarUint(block.ParentClient);
            writer.WriteVarUint((ulong)block.ParentClock);
        }

        if (block.HasSub)
        {
            writer.WriteVarBytes(block.Sub);
        }
    }

    private static void WriteContent(Lib0Writer writer, in BlockView block, int offset)
    {
        switch (block.Kind)
        {
            case ContentKind.Deleted:
                writer.WriteVarUint((ulong)(block.Length - offset));
                break;
            case ContentKind.Text:
                WriteText(writer, block, offset);
                break;
            case ContentKind.Type:
                writer.WriteVarUint((ulong)block.TypeKind);
                if (block.TypeKind is TypeKind.XmlElement or TypeKind.XmlHook)
                {
                    writer.WriteVarBytes(block.Content);
                }

                break;
            case ContentKind.Any:
            case ContentKind.Json:
                writer.WriteVarUint((ulong)(block.Length - offset));
                writer.WriteBytes(block.Content[ContentValues.OffsetOf(block.Kind, block.Content, offset)..]);
                break;
            case ContentKind.Embed:
                JsonOrAny.WriteAsJson(writer, block.Content);
                break;
            case ContentKind.Format:
                var format = new Lib0Reader(block.Content);
                writer.WriteVarBytes(format.ReadVarBytes());
                JsonOrAny.WriteAsJson(writer, format.TakeRest());
                break;
            default:
                writer.WriteBytes(block.Content);
                break;
        }
    }

    private static void WriteText(Lib0Writer writer, in BlockView block, int offset)
    {
        var start = Utf8Units.OffsetOf(block.Content, offset, block.Length, out var splitsPair);
        if (!splitsPair)
        {
            writer.WriteVarBytes(block.Content[start..]);
            return;
        }

        var rest = block.Content[(start + Utf8Units.PairBytes)..];
        writer.WriteVarUint((ulong)(Utf8Units.Replacement.Length + rest.Length));
        writer.WriteBytes(Utf8Units.Replacement);
        writer.WriteBytes(rest);
    }
}
