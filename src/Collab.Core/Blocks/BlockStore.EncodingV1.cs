using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <content>Whole blocks of the common kinds go straight from the store into a V1 update, with one question for room a
/// block. By way of <see cref="BlockView"/> it takes twice as long; it is the way for all other blocks.</content>
internal sealed partial class BlockStore
{
    // Two ids (a client's in 8 bytes, a clock in 5) and six bytes or numbers of 5, and what an unchecked writer asks for.
    private const int MaxBytesBesidesTexts = 64;

    private void WriteWholeBlocks(Lib0Writer writer, ClientBlocks client, int position)
    {
        for (; position < client.Count; position++)
        {
            var handle = client.HandleAt(position);
            ref var block = ref _blocks[handle];
            switch (block.Kind)
            {
                case ContentKind.Gc or ContentKind.Deleted or ContentKind.Text or ContentKind.Any:
                case ContentKind.Type when TypeIn(block).Name == Block.None:
                    WriteWholeBlock(writer, block);
                    break;
                default:
                    BlockWriterV1.Write(writer, View(handle), 0);
                    break;
            }
        }
    }

    private void WriteWholeBlock(Lib0Writer writer, in Block block)
    {
        var parent = block.IsItem && !block.HasOrigin && !block.HasRightOrigin ? _types[block.Parent] : null;
        var root = parent is { IsRoot: true } ? Keys.GetUtf8(parent.Name) : default;
        var key = parent is not null && block.ParentSub != Block.None ? Keys.GetUtf8(block.ParentSub) : default;
        var room = writer.GetSpan(MaxBytesBesidesTexts + root.Length + key.Length + block.ContentBytes);
        var bytes = new UncheckedWriter(room);
        bytes.WriteUint8((byte)((int)block.Kind
            | (block.HasOrigin ? BlockInfo.OriginBit : 0)
            | (block.HasRightOrigin ? BlockInfo.RightOriginBit : 0)
            | (block.ParentSub != Block.None ? BlockInfo.SubBit : 0)));
        if (block.HasOrigin)
        {
            WriteId(ref bytes, block.OriginClient, block.OriginClock);
        }

        if (block.HasRightOrigin)
        {
            WriteId(ref bytes, block.RightOriginClient, block.RightOriginClock);
        }

        if (parent is not null)
        {
            WriteParent(ref bytes, parent, root);
            if (block.ParentSub != Block.None)
            {
                bytes.WriteVarBytes(key);
            }
        }

        WriteContent(ref bytes, block);
        writer.Advance(bytes.Length);
    }

    private void WriteParent(ref UncheckedWriter bytes, TypeNode parent, ReadOnlySpan<byte> root)
    {
        if (parent.IsRoot)
        {
            bytes.WriteUint8(1);
            bytes.WriteVarBytes(root);
        }
        else
        {
            ref var holder = ref _blocks[parent.Item];
            bytes.WriteUint8(0);
            WriteId(ref bytes, holder.Client, holder.Clock);
        }
    }

    private void WriteContent(ref UncheckedWriter bytes, in Block block)
    {
        switch (block.Kind)
        {
            case ContentKind.Text:
                bytes.WriteVarBytes(ContentOf(block));
                break;
            case ContentKind.Any:
                bytes.WriteVarUint((uint)block.Length);
                bytes.WriteBytes(ContentOf(block));
                break;
            case ContentKind.Type:
                bytes.WriteVarUint((uint)TypeIn(block).Kind);
                break;
            default:
                bytes.WriteVarUint((uint)block.Length);
                break;
        }
    }

    private void WriteId(ref UncheckedWriter bytes, int client, int clock)
    {
        var blocks = _clients[client];
        bytes.WriteBytes(blocks.IdBytes, blocks.IdLength);
        bytes.WriteVarUint((uint)clock);
    }
}
