namespace Collab.Core.Blocks;

/// <summary>From an index in a list to the item there in a few dozen steps, however long the list and whoever edits
/// it.</summary>
/// <remarks>
/// <para>A tree of three levels: groups of chunks of items, with sums of visible units; each item knows its chunk by
/// <see cref="ChunkMap"/>. The store tells it of each item that comes, goes, splits, merges or is deleted. Groups and chunks also
/// know what their format marks do, so that the formats in force at a place need no walk from the start.</para>
/// <para>Above that the last place found is kept: typing goes on there.</para>
/// </remarks>
internal sealed partial class PositionIndex
{
    private const int MaxStepsFromLast = 16;
    private const int ItemsAtFirst = PositionChunk.MaxItems * 3 / 4;

    private readonly BlockStore _store;
    private readonly ChunkMap _chunks;
    private readonly List<PositionGroup> _groups = [];

    // The item found last, and the visible units before it. 0: none.
    private int _lastHandle;
    private int _lastStart;

    public PositionIndex(BlockStore store, ChunkMap chunks, TypeNode list)
    {
        _store = store;
        _chunks = chunks;
        var chunk = new PositionChunk(new PositionGroup(this));
        chunk.Group.Chunks.Add(chunk);
        _groups.Add(chunk.Group);
        for (var handle = list.Start; handle != 0; handle = store[handle].Right)
        {
            if (chunk.Items == ItemsAtFirst)
            {
                chunk = AddAfter(chunk);
            }

            if (chunk.Items == 0)
            {
                chunk.First = handle;
            }

            Enter(handle, chunk);
        }
    }

    public IReadOnlyList<PositionGroup> Groups => _groups;

    /// <summary>The item found last and the visible units before it; handle 0 if nothing is known.</summary>
    public (int Handle, int Start) Last => (_lastHandle, _lastStart);

    /// <inheritdoc cref="BlockStore.FindUnit"/>
    public (int Handle, int Unit) Find(int index)
    {
        if (_lastHandle != 0 && TryFindNearLast(index))
        {
            return (_lastHandle, index - _lastStart);
        }

        var rest = index;
        var group = 0;
        while (rest >= _groups[group].Units)
        {
            rest -= _groups[group++].Units;
        }

        var chunks = _groups[group].Chunks;
        var chunk = 0;
        while (rest >= chunks[chunk].Units)
        {
            rest -= chunks[chunk++].Units;
        }

        var handle = chunks[chunk].First;
        while (true)
        {
            ref var item = ref _store[handle];
            if (item.IsVisible)
            {
                if (rest < item.Length)
                {
                    break;
                }

                rest -= item.Length;
            }

            handle = item.Right;
        }

        (_lastHandle, _lastStart) = (handle, index - rest);
        return (handle, rest);
    }

    /// <summary>Counts the visible units before an item.</summary>
    public int UnitsBefore(int handle)
    {
        var target = _chunks[handle]!;
        var units = 0;
        for (var i = 0; _groups[i] != target.Group; i++)
        {
            units += _groups[i].Units;
        }

        for (var i = 0; target.Group.Chunks[i] != target; i++)
        {
            units += target.Group.Chunks[i].Units;
        }

        for (var item = target.First; item != handle; item = _store[item].Right)
        {
            units += _store[item].IsVisible ? _store[item].Length : 0;
        }

        return units;
    }

    /// <summary>Does to formats what all marks up to an item do, with the item itself.</summary>
    public void PassMarksUpTo(int handle, FormatSet formats)
    {
        var target = _chunks[handle]!;
        for (var i = 0; _groups[i] != target.Group; i++)
        {
            if (_groups[i].Marks > 0)
            {
                _groups[i].Summarize(_store).ApplyTo(formats);
            }
        }

        for (var i = 0; target.Group.Chunks[i] != target; i++)
        {
            if (target.Group.Chunks[i].Marks > 0)
            {
                target.Group.Chunks[i].Summarize(_store).ApplyTo(formats);
            }
        }

        _store.PassMarks(target.First, handle, formats);
    }

    /// <summary>The last item of the list, deleted or not; 0 if there is none.</summary>
    public int FindLast()
    {
        var last = _groups[^1].Chunks[^1].First;
        while (last != 0 && _store[last].Right != 0)
        {
            last = _store[last].Right;
        }

        return last;
    }

    private bool TryFindNearLast(int index)
    {
        var (handle, start) = (_lastHandle, _lastStart);
        for (var steps = 0; steps < MaxStepsFromLast && handle != 0; steps++)
        {
            ref var item = ref _store[handle];
            var units = item.IsVisible ? item.Length : 0;
            if (index >= start && index < start + units)
            {
                (_lastHandle, _lastStart) = (handle, start);
                return true;
            }

            if (index >= start)
            {
                start += units;
                handle = item.Right;
            }
            else
            {
                handle = item.Left;
                start -= handle != 0 && _store[handle].IsVisible ? _store[handle].Length : 0;
            }
        }

        return false;
    }
}
