namespace Collab.Core.Blocks;

/// <content>The end of a transaction: collection, then merges, in exactly Yjs's order (Transaction.js,
/// cleanupTransactions), because the encoded bytes show what was merged.</content>
internal sealed partial class BlockStore
{
    private TransactionChanges? _spareChanges;

    /// <summary>What was done to the store since the last <see cref="TakeChanges"/>.</summary>
    public TransactionChanges Changes { get; private set; } = new();

    /// <summary>Grows whenever the document's delete set does.</summary>
    public long DeleteSetVersion { get; private set; }

    /// <summary>Ends a transaction's body. Its changes are to be cleaned up, in the order in which they were made, and then
    /// given to <see cref="Recycle"/>.</summary>
    public TransactionChanges TakeChanges()
    {
        var taken = Changes;
        taken.Detach();
        Changes = _spareChanges ?? new TransactionChanges();
        _spareChanges = null;
        return taken;
    }

    /// <summary>Takes changes back that nobody asks for any more.</summary>
    public void Recycle(TransactionChanges changes)
    {
        changes.Reset();
        _spareChanges = changes;
    }

    /// <summary>Collects and merges what a transaction changed.</summary>
    public void CleanUp(TransactionChanges transaction)
    {
        if (collectsDeleted)
        {
            CollectDeleted(transaction);
        }

        foreach (var changes in transaction.DeletedOf)
        {
            MergeAroundDeleted(changes.Client, changes.Deleted);
        }

        foreach (var changes in transaction.Touched)
        {
            MergeNew(changes.Client, Math.Max(changes.Client.PositionOf(changes.StateBefore), 1));
        }

        var candidates = transaction.MergeCandidates;
        for (var i = candidates.Count - 1; i >= 0; i--)
        {
            MergeAround(_clients[candidates[i].Client], candidates[i].Clock);
        }

        if (_arena.IsMostlyWaste)
        {
            CompactContents();
        }
    }

    private void MergeAroundDeleted(ClientBlocks client, ClockRanges deleted)
    {
        for (var i = deleted.Count - 1; i >= 0; i--)
        {
            var range = deleted[i];
            var position = Math.Min(client.Count - 1, 1 + client.PositionOf(range.End - 1));
            while (position > 0 && client.ClockAt(position) >= range.Start)
            {
                position -= 1 + MergeWithLefts(client, position);
            }
        }
    }

    private void MergeAround(ClientBlocks client, int clock)
    {
        var position = client.PositionOf(clock);
        if (position + 1 < client.Count && MergeWithLefts(client, position + 1) > 1)
        {
            return;
        }

        if (position > 0)
        {
            MergeWithLefts(client, position);
        }
    }

    /// <summary>Merges a block with as many before it as can be.</summary>
    /// <returns>How many blocks fewer there are.</returns>
    private int MergeWithLefts(ClientBlocks client, int position)
    {
        var first = FirstMergeable(client, position);
        if (first < position)
        {
            MergeRun(client, first, position);
            client.RemoveRange(first + 1, position - first);
        }

        return position - first;
    }

    // As merging with lefts from the last block back to a position, but closing the gaps in one go.
    private void MergeNew(ClientBlocks client, int from)
    {
        var kept = client.Count;
        var position = client.Count - 1;
        while (position >= from)
        {
            var first = FirstMergeable(client, position);
            if (first < position)
            {
                MergeRun(client, first, position);
            }

            client.Move(first, --kept);
            position = first - 1;
        }

        client.RemoveRange(position + 1, kept - position - 1);
    }

    private int FirstMergeable(ClientBlocks client, int position)
    {
        while (position > 0 && CanMerge(client.HandleAt(position - 1), client.HandleAt(position)))
        {
            position--;
        }

        return position;
    }

    private bool CanMerge(int leftHandle, int rightHandle)
    {
        ref var left = ref _blocks[leftHandle];
        ref var right = ref _blocks[rightHandle];
        if (left.Kind != right.Kind)
        {
            return false;
        }

        return left.Kind switch
        {
            ContentKind.Gc => true,
            ContentKind.Text or ContentKind.Any or ContentKind.Json or ContentKind.Deleted =>
                left.Right == rightHandle
                && left.IsDeleted == right.IsDeleted
                && ((left.Flags | right.Flags) & BlockFlags.Redone) == 0
                && right.OriginClient == left.Client
                && right.OriginClock == left.End - 1
                && SameRightOrigin(left, right),
            _ => false,
        };
    }

    // Blocks from first to last become one, which is the first.
    private void MergeRun(ClientBlocks client, int first, int last)
    {
        JoinContents(client, first, last);
        var leftHandle = client.HandleAt(first);
        ref var left = ref _blocks[leftHandle];
        ref var end = ref _blocks[client.HandleAt(last)];
        if (left.IsItem)
        {
            RelinkAfter(leftHandle, ref left, end.Right);
        }

        left.Length = end.End - left.Clock;
        for (var i = first + 1; i <= last; i++)
        {
            var handle = client.HandleAt(i);
            left.Flags |= _blocks[handle].Flags & BlockFlags.Keep;
            if (_chunks?[handle] is { } chunk)
            {
                chunk.Group.Index.Merge(leftHandle, handle, chunk);
            }

            _blocks.Free(handle);
        }

        if (_chunks?[leftHandle] is { } merged)
        {
            merged.Group.Index.EndMerge(leftHandle);
        }
    }

    private void RelinkAfter(int leftHandle, ref Block left, int right)
    {
        left.Right = right;
        if (right != 0)
        {
            _blocks[right].Left = leftHandle;
        }
        else if (left.ParentSub != Block.None)
        {
            _types[left.Parent].Map.Set(left.ParentSub, leftHandle);
        }
    }
}
