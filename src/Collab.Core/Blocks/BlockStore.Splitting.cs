namespace Collab.Core.Blocks;

internal sealed partial class BlockStore
{
    /// <summary>Finds the block that ends with a unit, splitting the item that goes on after it.</summary>
    public int FindEndingAt(int client, int clock)
    {
        var blocks = _clients[client];
        var position = blocks.PositionOf(clock);
        var handle = blocks.HandleAt(position);
        ref var block = ref _blocks[handle];
        if (block.End != clock + 1 && block.IsItem)
        {
            Split(blocks, position, clock + 1 - block.Clock);
        }

        return handle;
    }

    /// <summary>Finds the block that begins with a unit, splitting the item that began before it.</summary>
    public int FindStartingAt(int client, int clock)
    {
        var blocks = _clients[client];
        var position = blocks.PositionOf(clock);
        var handle = blocks.HandleAt(position);
        ref var block = ref _blocks[handle];
        return block.Clock < clock && block.IsItem ? Split(blocks, position, clock - block.Clock) : handle;
    }

    /// <summary>Cuts an item in two; the second part has the last unit of the first as its origin.</summary>
    /// <returns>The handle of the second part.</returns>
    private int Split(ClientBlocks client, int position, int units)
    {
        var leftHandle = client.HandleAt(position);
        ref var left = ref _blocks[leftHandle];
        var rightHandle = _blocks.Allocate();
        ref var right = ref _blocks[rightHandle];
        right = left;
        right.Clock += units;
        right.Length -= units;
        right.OriginClient = left.Client;
        right.OriginClock = right.Clock - 1;
        right.Left = leftHandle;
        right.Stamp = 0;
        right.Flags &= ~BlockFlags.Roomy;
        SplitContent(ref left, ref right, units);
        left.Length = units;
        left.Right = rightHandle; // the left part keeps its right origin: peers compare it
        if (right.Right != 0)
        {
            _blocks[right.Right].Left = rightHandle;
        }
        else if (right.ParentSub != Block.None)
        {
            _types[right.Parent].Map.Set(right.ParentSub, rightHandle);
        }

        if (_chunks?[leftHandle] is { } chunk)
        {
            chunk.Group.Index.InsertPart(rightHandle, chunk);
        }

        client.Insert(position + 1, rightHandle, right.Clock);
        Changes.MergeCandidates.Add(new BlockId(client.Index, right.Clock));
        return rightHandle;
    }
}
