namespace Collab.Core.Blocks;

/// <content>What the store tells of the list's items, and how chunks and groups are kept at a good size.</content>
internal sealed partial class PositionIndex
{
    // Whether a chunk became small in the run of merges that goes on.
    private bool _hasSmallChunk;

    /// <summary>Takes in an item that was linked into the list.</summary>
    public void Insert(int handle)
    {
        ref var item = ref _store[handle];
        var chunk = item.Left == 0 ? _groups[0].Chunks[0] : _chunks[item.Left]!;
        if (item.Left == 0)
        {
            chunk.First = handle;
        }

        if (item.Left != _lastHandle && item.IsVisible)
        {
            _lastHandle = 0;
        }

        Enter(handle, chunk);
        SplitIfFull(chunk);
    }

    /// <summary>Takes in the second part of an item that was split.</summary>
    public void InsertPart(int handle, PositionChunk chunk)
    {
        chunk.Add(1, 0, 0);
        _chunks[handle] = chunk;
        SplitIfFull(chunk);
    }

    /// <summary>An item of the list is about to be deleted.</summary>
    public void Delete(int handle, PositionChunk chunk)
    {
        ref var item = ref _store[handle];
        chunk.Add(0, item.IsVisible ? -item.Length : 0, item.IsMark ? -1 : 0);
        if (handle != _lastHandle && item.Left != _lastHandle && item.IsVisible)
        {
            _lastHandle = 0;
        }
    }

    /// <summary>An item was merged into the one before it, and is about to be freed. <see cref="EndMerge"/> is to follow when
    /// the run of merges is over: until then chunks and links do not agree.</summary>
    public void Merge(int into, int handle, PositionChunk chunk)
    {
        ref var item = ref _store[handle];
        ref var left = ref _store[into];
        var units = item.IsVisible ? item.Length : 0;
        if (handle == _lastHandle)
        {
            _lastHandle = into;
            _lastStart -= item.IsVisible ? item.Clock - left.Clock : 0;
        }

        chunk.Add(-1, -units, 0);
        _chunks[into]!.Add(0, units, 0);
        _chunks[handle] = null;
        if (chunk.First == handle)
        {
            chunk.First = item.Right;
        }

        if (chunk.Items == 0)
        {
            Remove(chunk);
        }
        else if (chunk.Items == PositionChunk.MinItems - 1)
        {
            _hasSmallChunk = true;
        }
    }

    /// <summary>A run of items was merged into one.</summary>
    public void EndMerge(int merged)
    {
        if (!_hasSmallChunk)
        {
            return;
        }

        // Chunks wholly within the run are gone already: only the first and the last can have become small.
        _hasSmallChunk = false;
        if (_store[merged].Right is var next and not 0)
        {
            JoinIfSmall(_chunks[next]!);
        }

        JoinIfSmall(_chunks[merged]!);
    }

    private void Enter(int handle, PositionChunk chunk)
    {
        ref var item = ref _store[handle];
        chunk.Add(1, item.IsVisible ? item.Length : 0, item.IsMark ? 1 : 0);
        _chunks[handle] = chunk;
    }

    private void SplitIfFull(PositionChunk chunk)
    {
        if (chunk.Items <= PositionChunk.MaxItems)
        {
            return;
        }

        var middle = chunk.First;
        for (var i = 0; i < chunk.Items / 2; i++)
        {
            middle = _store[middle].Right;
        }

        var second = AddAfter(chunk);
        second.First = middle;
        chunk.MoveTail(_store, _chunks, middle, second);
    }

    private PositionChunk AddAfter(PositionChunk chunk)
    {
        var group = chunk.Group;
        if (group.Chunks.Count == PositionGroup.MaxChunks)
        {
            var second = new PositionGroup(this);
            _groups.Insert(_groups.IndexOf(group) + 1, second);
            group.MoveHalf(second);
            group = chunk.Group;
        }

        var added = new PositionChunk(group);
        group.Chunks.Insert(group.Chunks.IndexOf(chunk) + 1, added);
        return added;
    }

    private void JoinIfSmall(PositionChunk chunk)
    {
        if (chunk.Items >= PositionChunk.MinItems)
        {
            return;
        }

        var chunks = chunk.Group.Chunks;
        var position = chunks.IndexOf(chunk);
        if (position + 1 < chunks.Count && HaveRoom(chunk, chunks[position + 1]))
        {
            Join(chunk, chunks[position + 1]);
        }
        else if (position > 0 && HaveRoom(chunks[position - 1], chunk))
        {
            Join(chunks[position - 1], chunk);
        }
    }

    private static bool HaveRoom(PositionChunk one, PositionChunk other) => one.Items + other.Items <= ItemsAtFirst;

    private void Join(PositionChunk first, PositionChunk second)
    {
        second.MoveTail(_store, _chunks, second.First, first);
        Remove(second);
    }

    private void Remove(PositionChunk chunk)
    {
        chunk.First = 0;
        var group = chunk.Group;
        if (group.Chunks.Count == 1 && _groups.Count == 1)
        {
            return;
        }

        group.Chunks.Remove(chunk);
        if (group.Chunks.Count == 0)
        {
            _groups.Remove(group);
        }
    }
}
