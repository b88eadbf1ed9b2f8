namespace Collab.Core.Blocks;

/// <content>From an index in a list to the item there.</content>
internal sealed partial class BlockStore
{
    /// <summary>Finds the unit that has an index.</summary>
    /// <param name="index">Below the list's length.</param>
    /// <returns>The item that holds it, and its place in the item.</returns>
    public (int Handle, int Unit) FindUnit(TypeNode list, int index)
    {
        var handle = list.Start;
        while (true)
        {
            ref var item = ref _blocks[handle];
            if (item.IsVisible)
            {
                if (index < item.Length)
                {
                    return (handle, index);
                }

                index -= item.Length;
            }

            handle = item.Right;
        }
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
        if (text.HasFormatting)
        {
            for (var handle = text.Start; left != 0; handle = _blocks[handle].Right)
            {
                ref var item = ref _blocks[handle];
                if (item.Kind == ContentKind.Format && !item.IsDeleted)
                {
                    PassMark(handle, formats);
                }

                if (handle == left)
                {
                    break;
                }
            }
        }

        return left;
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
}
