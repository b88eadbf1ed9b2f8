using Collab.Core.Codec;

namespace Collab.Core.Blocks;

internal sealed partial class BlockStore
{
    /// <summary>Writes a client's section of an update: its blocks from a clock on, the first one cut there.</summary>
    public void WriteSection(UpdateWriter writer, ClientBlocks client, int fromClock)
    {
        var position = client.PositionOf(fromClock);
        writer.Rest.WriteVarUint((ulong)(client.Count - position));
        writer.WriteClient(client.Id);
        writer.Rest.WriteVarUint((ulong)fromClock);
        var offset = fromClock - client.ClockAt(position);
        if (offset > 0)
        {
            writer.WriteBlock(View(client.HandleAt(position)), offset);
            position++;
        }

        if (writer.Format == UpdateFormat.V1)
        {
            WriteWholeBlocks(writer.Rest, client, position);
            return;
        }

        for (; position < client.Count; position++)
        {
            writer.WriteBlock(View(client.HandleAt(position)), 0);
        }
    }

    /// <summary>Writes a client's section of an update: its blocks up to a clock at which one ends.</summary>
    public void WriteSectionUpTo(UpdateWriter writer, ClientBlocks client, int clock)
    {
        var count = client.PositionOf(clock - 1) + 1;
        writer.Rest.WriteVarUint((ulong)count);
        writer.WriteClient(client.Id);
        writer.Rest.WriteVarUint(0);
        for (var position = 0; position < count; position++)
        {
            writer.WriteBlock(View(client.HandleAt(position)), 0);
        }
    }

    /// <summary>Writes a delete set of the clients that a choice of ranges is not empty for.</summary>
    /// <param name="clients">The highest id first.</param>
    public static void WriteDeletes(
        Lib0Writer writer,
        UpdateFormat format,
        ReadOnlySpan<ClientBlocks> clients,
        Func<ClientBlocks, ClockRanges> choose)
    {
        var count = 0;
        foreach (var client in clients)
        {
            count += choose(client).Count > 0 ? 1 : 0;
        }

        var deletes = new DeleteSetWriter(writer, format, count);
        foreach (var client in clients)
        {
            var ranges = choose(client);
            if (ranges.Count > 0)
            {
                deletes.Write(client.Id, ranges);
            }
        }
    }

    /// <summary>A block as writers see it; its spans are valid until the store changes.</summary>
    public BlockView View(int handle)
    {
        ref var block = ref _blocks[handle];
        var view = new BlockView
        {
            Client = _clients[block.Client].Id,
            Clock = block.Clock,
            Length = block.Length,
            Kind = block.Kind,
            HasOrigin = block.HasOrigin,
            HasRightOrigin = block.HasRightOrigin,
            HasSub = block.ParentSub != Block.None,
        };
        if (!block.IsItem)
        {
            return view;
        }

        if (block.HasOrigin)
        {
            view.OriginClient = _clients[block.OriginClient].Id;
            view.OriginClock = block.OriginClock;
        }

        if (block.HasRightOrigin)
        {
            view.RightOriginClient = _clients[block.RightOriginClient].Id;
            view.RightOriginClock = block.RightOriginClock;
        }

        if (!block.HasOrigin && !block.HasRightOrigin)
        {
            AddParent(block, ref view);
        }

        if (block.Kind == ContentKind.Type)
        {
            var type = TypeIn(block);
            view.TypeKind = type.Kind;
            view.Content = type.Name == Block.None ? [] : Keys.GetUtf8(type.Name);
        }
        else
        {
            view.Content = ContentOf(block);
        }

        return view;
    }

    private void AddParent(in Block block, ref BlockView view)
    {
        var parent = _types[block.Parent];
        if (parent.IsRoot)
        {
            view.Parent = ParentForm.Root;
            view.ParentName = Keys.GetUtf8(parent.Name);
        }
        else
        {
            ref var holder = ref _blocks[parent.Item];
            view.Parent = ParentForm.Item;
            view.ParentClient = _clients[holder.Client].Id;
            view.ParentClock = holder.Clock;
        }

        if (view.HasSub)
        {
            view.Sub = Keys.GetUtf8(block.ParentSub);
        }
    }
}
