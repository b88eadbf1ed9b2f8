namespace Collab.Core.Blocks;

/// <summary>Some neighbouring items of a list, deleted ones too: the leaf of a <see cref="PositionIndex"/>.</summary>
internal sealed class PositionChunk(PositionGroup group)
{
    /// <summary>Items in a chunk that are walked one by one; with more, it is split.</summary>
    public const int MaxItems = 32;

    /// <summary>With fewer, it is joined with a neighbour if that has room.</summary>
    public const int MinItems = 8;

    private FormatSummary? _summary;

    public PositionGroup Group { get; set; } = group;

    /// <summary>Its first item; 0 if it is empty, which only the sole chunk of an index can be.</summary>
    public int First { get; set; }

    public int Items { get; private set; }

    /// <summary>Visible units.</summary>
    public int Units { get; private set; }

    /// <summary>Undeleted format marks.</summary>
    public int Marks { get; private set; }

    public void Add(int items, int units, int marks)
    {
        Items += items;
        Units += units;
        Marks += marks;
        Group.Add(units, marks);
        if (marks != 0)
        {
            _summary = null;
        }
    }

    /// <summary>Gives its last items to a chunk beside it.</summary>
    /// <param name="from">The first of them.</param>
    public void MoveTail(BlockStore store, ChunkMap chunks, int from, PositionChunk target)
    {
        var (items, units, marks) = (0, 0, 0);
        var count = Items - CountBefore(store, from);
        for (var handle = from; items < count; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            items++;
            units += item.IsVisible ? item.Length : 0;
            marks += item.IsMark ? 1 : 0;
            chunks[handle] = target;
        }

        Add(-items, -units, -marks);
        target.Add(items, units, marks);
    }

    /// <summary>What its marks do to the formats before it; to be asked for only if it has any.</summary>
    public FormatSummary Summarize(BlockStore store)
    {
        if (_summary is null)
        {
            _summary = new FormatSummary();
            var handle = First;
            for (var left = Marks; left > 0; handle = store[handle].Right)
            {
                if (store[handle].IsMark)
                {
                    var (key, ends) = store.ReadMark(handle);
                    _summary.Pass(key, ends ? 0 : handle);
                    left--;
                }
            }
        }

        return _summary;
    }

    private int CountBefore(BlockStore store, int item)
    {
        var count = 0;
        for (var handle = First; handle != item; handle = store[handle].Right)
        {
            count++;
        }

        return count;
    }
}
