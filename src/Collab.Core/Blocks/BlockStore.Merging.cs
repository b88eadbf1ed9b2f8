namespace Collab.Core.Blocks;

/// <content>The end of a transaction: collection, then merges, in exactly Yjs's order (Transaction.js,
/// cleanupTransactions), because the encoded bytes show what was merged.</content>
internal sealed partial class BlockStore
{
    private readonly List<ClientBlocks> _touched = [];
    private readonly List<ClientBlocks> _deletedOf = [];
    private readonly List<BlockId> _mergeCandidates = [];

    /// <summary>The clients that the running transaction added blocks of.</summary>
    public IReadOnlyList<ClientBlocks> Touched => _touched;

    /// <summary>The clients that the running transaction deleted items of.</summary>
    public IReadOnlyList<ClientBlocks> DeletedOf => _deletedOf;

    /// <summary>Grows whenever the document's delete set does.</summary>
    public long DeleteSetVersion { get; private set; }

    public bool HasChanges => _touched.Count > 0 || _deletedOf.Count > 0;

    /// <summary>Collects and merges; what the transaction added and deleted can be asked for until
    /// <see cref="EndTransaction"/>.</summary>
    public void CleanUp()
    {
        if (collectsDeleted)
        {
            CollectDeleted();
        }

        foreach (var client in _deletedOf)
        {
            MergeAroundDeleted(client);
        }

        foreach (var client in _touched)
        {
            MergeNew(client, Math.Max(client.PositionOf(client.StateBefore), 1));
        }

        for (var i = _mergeCandidates.Count - 1; i >= 0; i--)
        {
            MergeAround(_clients[_mergeCandidates[i].Client], _mergeCandidates[i].Clock);
        }

        if (_arena.IsMostlyWaste)
        {
            CompactContents();
        }
    }

    public void EndTransaction()
    {
        foreach (var client in _touched)
        {
            client.EndTransaction();
        }

        foreach (var client in _deletedOf)
        {
            client.EndTransaction();
        }

        _touched.Clear();
        _deletedOf.Clear();
        _mergeCandidates.Clear();
    }

    private void MergeAroundDeleted(ClientBlocks client)
    {
        for (var i = client.DeletedNow.Count - 1; i >= 0; i--)
        {
            var range = client.DeletedNow[i];
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
            left.Flags |= _blocks[client.HandleAt(i)].Flags & BlockFlags.Keep;
            _blocks.Free(client.HandleAt(i));
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
