namespace Collab.Core.Blocks;

internal sealed partial class BlockStore
{
    /// <summary>Deletes an item and all that is in the types it holds, however deep (Yjs, Item.delete).</summary>
    /// <remarks>Idempotent. The order of the walk is Yjs's: merges at the end of the transaction follow it.</remarks>
    public void Delete(int handle)
    {
        if (!DeleteOne(handle) || _blocks[handle].Kind != ContentKind.Type)
        {
            return;
        }

        var open = new Stack<Children>();
        open.Push(new Children(TypeIn(_blocks[handle])));
        while (open.TryPop(out var children))
        {
            while (children.TakeNext(this) is var child and not 0)
            {
                ref var item = ref _blocks[child];
                if (!item.IsDeleted)
                {
                    DeleteOne(child);
                    if (item.Kind == ContentKind.Type)
                    {
                        open.Push(children);
                        children = new Children(TypeIn(item));
                    }
                }
                else if (item.Clock < _clients[item.Client].NewFrom)
                {
                    // Deleted earlier, so that nothing else would try to merge it with what is deleted around it now.
                    Changes.MergeCandidates.Add(new BlockId(item.Client, item.Clock));
                }
            }
        }
    }

    /// <summary>Deletes the clocks of a range that are in the store; a part that is not is left alone.</summary>
    public void DeleteRange(ClientBlocks client, int start, int end)
    {
        if (start >= client.State)
        {
            return;
        }

        var position = client.PositionOf(start);
        ref var first = ref _blocks[client.HandleAt(position)];
        if (!first.IsDeleted && first.Clock < start)
        {
            Split(client, position, start - first.Clock);
            position++;
        }

        for (; position < client.Count && client.ClockAt(position) < end; position++)
        {
            ref var block = ref _blocks[client.HandleAt(position)];
            if (block.IsDeleted)
            {
                continue;
            }

            if (end < block.End)
            {
                Split(client, position, end - block.Clock);
            }

            Delete(client.HandleAt(position));
        }
    }

    private bool DeleteOne(int handle)
    {
        ref var item = ref _blocks[handle];
        if (item.IsDeleted)
        {
            return false;
        }

        if (item.IsCountable && item.ParentSub == Block.None)
        {
            _types[item.Parent].Length -= item.Length;
        }

        if (_chunks?[handle] is { } chunk)
        {
            chunk.Group.Index.Delete(handle, chunk);
        }

        MarkDeleted(ref item);
        if (item.Kind == ContentKind.Type)
        {
            TypeIn(item).IsDeleted = true;
        }
        else if (item.Kind == ContentKind.Document)
        {
            Changes.NoteDocument(item, isAdded: false);
        }

        if (NotesChangedTypes)
        {
            NoteChanged(_types[item.Parent], item.ParentSub);
            if (item.Kind == ContentKind.Type)
            {
                Changes.Types?.Remove(TypeIn(item));
            }
        }

        return true;
    }

    private void MarkDeleted(ref Block item)
    {
        item.Flags |= BlockFlags.Deleted;
        var client = _clients[item.Client];
        Changes.AddDeleted(client, item.Clock, item.End);
        AddDeleted(client, item.Clock, item.End);
    }

    private void AddDeleted(ClientBlocks client, int start, int end)
    {
        if (client.Deleted.Add(start, end))
        {
            DeleteSetVersion++;
        }
    }

    /// <summary>A walk over what a type holds: its list, then the current item of each key.</summary>
    private struct Children(TypeNode type)
    {
        private int _nextItem = type.Start;
        private int _nextKey;

        public int TakeNext(BlockStore store)
        {
            if (_nextItem != 0)
            {
                var item = _nextItem;
                _nextItem = store._blocks[item].Right;
                return item;
            }

            return _nextKey < type.Map.Count ? type.Map.ItemAt(_nextKey++) : 0;
        }
    }
}
