namespace Collab.Core.Blocks;

internal sealed partial class BlockStore
{
    /// <summary>Asked for each deleted item, by its handle, whether its content may go. Null: always.</summary>
    public Func<int, bool>? MayCollect { get; set; }

    // Drops the content of what a transaction deleted; whatever was in a deleted type leaves its lists for good.
    private void CollectDeleted(TransactionChanges transaction)
    {
        foreach (var changes in transaction.DeletedOf)
        {
            var client = changes.Client;
            for (var i = changes.Deleted.Count - 1; i >= 0; i--)
            {
                var range = changes.Deleted[i];
                for (var position = client.PositionOf(range.Start);
                    position < client.Count && client.ClockAt(position) < range.End;
                    position++)
                {
                    CollectItem(client.HandleAt(position));
                }
            }
        }
    }

    // The item keeps its place in its list, which others may refer to, as content Deleted.
    private void CollectItem(int handle)
    {
        ref var item = ref _blocks[handle];
        if (!item.IsItem || !item.IsDeleted || (item.Flags & BlockFlags.Keep) != 0 || MayCollect?.Invoke(handle) == false)
        {
            return;
        }

        if (item.Kind == ContentKind.Type)
        {
            CollectChildren(TypeIn(item));
        }

        DropContent(ref item);
        item.Kind = ContentKind.Deleted;
    }

    private void CollectChildren(TypeNode type)
    {
        var open = new Stack<TypeNode>();
        open.Push(type);
        while (open.TryPop(out var current))
        {
            for (var item = current.Start; item != 0;)
            {
                var next = _blocks[item].Right;
                TurnIntoGc(item, open);
                item = next;
            }

            for (var i = 0; i < current.Map.Count; i++)
            {
                for (var item = current.Map.ItemAt(i); item != 0;)
                {
                    var previous = _blocks[item].Left;
                    TurnIntoGc(item, open);
                    item = previous;
                }
            }

            current.Collect();
            _freeTypes.Push(current.Index);
        }
    }

    private void TurnIntoGc(int handle, Stack<TypeNode> open)
    {
        ref var item = ref _blocks[handle];
        if (item.Kind == ContentKind.Type)
        {
            open.Push(TypeIn(item));
        }

        DropContent(ref item);
        _chunks?.Remove(handle);
        item = Block.Collected(item.Client, item.Clock, item.Length);
    }
}
