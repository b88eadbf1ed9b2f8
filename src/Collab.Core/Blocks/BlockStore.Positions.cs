namespace Collab.Core.Blocks;

/// <content>From an index in a list to the item there. A long list gets a <see cref="PositionIndex"/> when a place far inside
/// it is looked for; a store that only takes updates never does.</content>
internal sealed partial class BlockStore
{
    private const int MaxItemsWalked = 128;

    // The chunks of all indexed lists; null while there is none.
    private ChunkMap? _chunks;

    /// <summary>Finds the unit that has an index.</summary>
    /// <param name="index">Below the list's length.</param>
    /// <returns>The item that holds it, and its place in the item.</returns>
    public (int Handle, int Unit) FindUnit(TypeNode list, int index)
    {
        if (list.Positions is { } positions)
        {
            return positions.Find(index);
        }

        var handle = list.Start;
        var unit = index;
        for (var walked = 0; walked < MaxItemsWalked; walked++)
        {
            ref var item = ref _blocks[handle];
            if (item.IsVisible)
            {
                if (unit < item.Length)
                {
                    return (handle, unit);
                }

                unit -= item.Length;
            }

            handle = item.Right;
        }

        return IndexPositions(list).Find(index);
    }

    /// <summary>Finds the item after which an index begins, splitting the one that goes on there.</summary>
    /// <param name="index">At most the list's length.</param>
    /// <returns>The item that holds the unit before, and ends with it; deleted items may follow. 0 for the front.</returns>
    public int FindLeft(TypeNode list, int index)
    {
        if (index == 0)
        {
            return 0;
        }

        var (handle, unit) = FindUnit(list, index - 1);
        SplitAfter(handle, unit + 1);
        return handle;
    }

    /// <summary>As <see cref="FindLeft(TypeNode, int)"/>, with the formats that are in force there.</summary>
    public int FindLeft(TypeNode text, int index, FormatSet formats)
    {
        formats.Clear();
        var left = FindLeft(text, index);
        if (left != 0 && text.HasFormatting)
        {
            if (text.Positions is { } positions)
            {
                positions.PassMarksUpTo(left, formats);
            }
            else
            {
                PassMarks(text.Start, left, formats);
            }
        }

        return left;
    }

    /// <summary>The last item of a list, deleted or not; 0 if there is none.</summary>
    public int FindLast(TypeNode list)
    {
        var handle = list.Start;
        for (var walked = 0; walked < MaxItemsWalked && handle != 0; walked++)
        {
            if (_blocks[handle].Right == 0)
            {
                return handle;
            }

            handle = _blocks[handle].Right;
        }

        return handle == 0 ? 0 : (list.Positions ?? IndexPositions(list)).FindLast();
    }

    /// <summary>The index that the first unit of an item in a list has, or would have if it were not deleted.</summary>
    public int IndexOf(int handle)
    {
        var list = _types[_blocks[handle].Parent];
        if (list.Positions is null)
        {
            var units = 0;
            var item = list.Start;
            for (var walked = 0; walked < MaxItemsWalked; walked++)
            {
                if (item == handle)
                {
                    return units;
                }

                units += _blocks[item].IsVisible ? _blocks[item].Length : 0;
                item = _blocks[item].Right;
            }
        }

        return (list.Positions ?? IndexPositions(list)).UnitsBefore(handle);
    }

    /// <summary>Splits an item that goes on after that many units.</summary>
    public void SplitAfter(int handle, int units)
    {
        ref var item = ref _blocks[handle];
        if (units < item.Length)
        {
            var client = _clients[item.Client];
            Split(client, client.PositionOf(item.Clock), units);
        }
    }

    /// <summary>Makes the index of a list, whatever its length.</summary>
    public PositionIndex IndexPositions(TypeNode list) =>
        list.Positions ??= new PositionIndex(this, _chunks ??= new ChunkMap(), list);
}
