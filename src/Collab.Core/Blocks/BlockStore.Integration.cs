namespace Collab.Core.Blocks;

internal sealed partial class BlockStore
{
    private int _stamp;

    /// <summary>Adds what is new of a received block; everything it refers to must be in the store.</summary>
    /// <param name="source">The bytes that the block's slices are of.</param>
    public void Integrate(in DecodedBlock block, ReadOnlySpan<byte> source)
    {
        var client = GetClient(block.Client);
        var known = client.State - block.Clock;
        if (block.Kind == ContentKind.Gc)
        {
            if (known < block.Length)
            {
                AppendGc(client, block.Length - known);
            }

            return;
        }

        // Neighbours are split free even if the block turns out to be known: Yjs does, and merges may follow from it.
        var item = new Block { Client = client.Index, Clock = block.Clock, Length = block.Length, Kind = block.Kind };
        FindNeighbours(block, ref item);
        if (known >= block.Length)
        {
            return; // before its parent is looked up, which might name a new root
        }

        FindParent(block, source, ref item);
        var content = block.Content.Of(source);
        var cutsPair = false;
        if (known > 0)
        {
            content = CutContent(item, content, known, out cutsPair);
            FollowKnown(client, known, ref item);
        }

        if (item.Parent == Block.None)
        {
            AppendGc(client, item.Length);
            return;
        }

        var handle = _blocks.Allocate();
        StoreContent(handle, ref item, content, cutsPair, block.TypeKind);
        Place(handle, item);
    }

    /// <summary>Puts a complete item with its neighbours, parent and content into its list, by YATA with left and right
    /// origin, and appends it to its client's blocks (Yjs, Item.integrate).</summary>
    private void Place(int handle, in Block item)
    {
        ref var block = ref _blocks[handle];
        block = item;
        var parent = _types[block.Parent];
        if (block.Left == 0 ? block.Right == 0 || _blocks[block.Right].Left != 0 : _blocks[block.Left].Right != block.Right)
        {
            block.Left = ResolveConflict(block, parent);
        }

        Link(handle, ref block, parent);
        if (block.ParentSub == Block.None)
        {
            parent.Length += block.IsCountable ? block.Length : 0;
            parent.Positions?.Insert(handle);
        }

        Append(_clients[block.Client], handle, block.Clock, block.Length);
        switch (block.Kind)
        {
            case ContentKind.Deleted:
                MarkDeleted(ref block);
                break;
            case ContentKind.Document:
                Changes.NoteDocument(block, isAdded: true);
                break;
            case ContentKind.Format:
                parent.HasFormatting = true;
                break;
        }

        if (NotesChangedTypes)
        {
            NoteChanged(parent, block.ParentSub);
        }

        // A value that is not the newest of its key, or whose type is gone, is deleted at once.
        if ((block.ParentSub != Block.None && block.Right != 0) || parent.IsDeleted)
        {
            Delete(handle);
        }
    }

    /// <summary>Walks the items that lie between the neighbours and finds after which of them the new one goes.</summary>
    /// <remarks>
    /// Yjs keeps two sets: all items walked over ("before"), and those since the place last moved ("conflicting"). Here each
    /// is stamped with the number of the step, so that an item is in a set if its stamp is at least that of the
    /// set's first.
    /// </remarks>
    private int ResolveConflict(in Block item, TypeNode parent)
    {
        var left = item.Left;
        var other = left != 0 ? _blocks[left].Right : First(parent, item.ParentSub);
        var id = _clients[item.Client].Id;
        ReserveStamps();
        var before = _stamp + 1;
        var conflicting = before;
        while (other != 0 && other != item.Right)
        {
            ref var o = ref _blocks[other];
            o.Stamp = ++_stamp;
            if (SameOrigin(item, o))
            {
                if (_clients[o.Client].Id < id)
                {
                    left = other;
                    conflicting = _stamp + 1;
                }
                else if (SameRightOrigin(item, o))
                {
                    break;
                }
            }
            else if (o.HasOrigin && _blocks[Find(o.OriginClient, o.OriginClock)].Stamp is var stamp && stamp >= before)
            {
                if (stamp < conflicting)
                {
                    left = other;
                    conflicting = _stamp + 1;
                }
            }
            else
            {
                break;
            }

            other = o.Right;
        }

        return left;
    }

    private void Link(int handle, ref Block block, TypeNode parent)
    {
        if (block.Left != 0)
        {
            ref var left = ref _blocks[block.Left];
            block.Right = left.Right;
            left.Right = handle;
        }
        else
        {
            block.Right = First(parent, block.ParentSub);
            if (block.ParentSub == Block.None)
            {
                parent.Start = handle;
            }
        }

        if (block.Right != 0)
        {
            _blocks[block.Right].Left = handle;
        }
        else if (block.ParentSub != Block.None)
        {
            parent.Map.Set(block.ParentSub, handle);
            if (block.Left != 0)
            {
                Delete(block.Left);
            }
        }
    }

    // The first item of the list, or of the history of a key.
    private int First(TypeNode parent, int key)
    {
        if (key == Block.None)
        {
            return parent.Start;
        }

        var item = parent.Map.Get(key);
        while (item != 0 && _blocks[item].Left != 0)
        {
            item = _blocks[item].Left;
        }

        return item;
    }

    private void FindNeighbours(in DecodedBlock block, ref Block item)
    {
        item.OriginClient = item.RightOriginClient = Block.None;
        if (block.HasOrigin)
        {
            item.OriginClient = ClientIndex(block.OriginClient, block.Client, item.Client);
            item.OriginClock = block.OriginClock;
            item.Left = FindEndingAt(item.OriginClient, item.OriginClock);
        }

        if (block.HasRightOrigin)
        {
            item.RightOriginClient = ClientIndex(block.RightOriginClient, block.Client, item.Client);
            item.RightOriginClock = block.RightOriginClock;
            item.Right = FindStartingAt(item.RightOriginClient, item.RightOriginClock);
        }
    }

    private int ClientIndex(ulong id, ulong ownId, int ownIndex) => id == ownId ? ownIndex : _clientIndices[id];

    private void FindParent(in DecodedBlock block, ReadOnlySpan<byte> source, ref Block item)
    {
        item.Parent = Block.None;
        item.ParentSub = Block.None;
        if (IsGc(item.Left) || IsGc(item.Right))
        {
            return;
        }

        switch (block.Parent)
        {
            case ParentForm.Root:
                item.Parent = GetRoot(Keys.Intern(block.ParentName.Of(source))).Index;
                break;
            case ParentForm.Item:
                ref var holder = ref _blocks[Find(_clientIndices[block.ParentClient], block.ParentClock)];
                item.Parent = holder.Kind == ContentKind.Type ? (int)holder.Content : Block.None;
                break;
            default:
                ref var neighbour = ref _blocks[item.Left != 0 ? item.Left : item.Right];
                item.Parent = neighbour.Parent;
                item.ParentSub = neighbour.ParentSub;
                return;
        }

        if (block.HasSub)
        {
            item.ParentSub = Keys.Intern(block.Sub.Of(source));
        }
    }

    private bool IsGc(int handle) => handle != 0 && _blocks[handle].Kind == ContentKind.Gc;

    // The store has the first units already: the rest follows directly on them, in the same list whatever it says.
    private void FollowKnown(ClientBlocks client, int known, ref Block item)
    {
        item.Clock += known;
        item.Length -= known;
        item.OriginClient = client.Index;
        item.OriginClock = item.Clock - 1;
        item.Left = client.HandleAt(client.Count - 1);
        ref var left = ref _blocks[item.Left];
        item.Parent = item.Parent == Block.None ? Block.None : left.Parent;
        item.ParentSub = left.ParentSub;
    }

    private void AppendGc(ClientBlocks client, int length)
    {
        var handle = _blocks.Allocate();
        ref var block = ref _blocks[handle];
        block = Block.Collected(client.Index, client.State, length);
        AddDeleted(client, block.Clock, block.End);
        Append(client, handle, block.Clock, length);
    }

    private void Append(ClientBlocks client, int handle, int clock, int length)
    {
        if (client.Now is not { IsTouched: true })
        {
            Changes.Touch(client);
            if (client.Count == 0)
            {
                _descending = null;
            }
        }

        client.Append(handle, clock, length);
    }

    private static bool SameOrigin(in Block one, in Block other) =>
        one.OriginClient == other.OriginClient && (!one.HasOrigin || one.OriginClock == other.OriginClock);

    private static bool SameRightOrigin(in Block one, in Block other) =>
        one.RightOriginClient == other.RightOriginClient
        && (!one.HasRightOrigin || one.RightOriginClock == other.RightOriginClock);

    // Stamps only ever grow; before they could overflow, all are set back.
    private void ReserveStamps()
    {
        if (_stamp < int.MaxValue - _blocks.Limit - 1)
        {
            return;
        }

        for (var handle = 1; handle < _blocks.Limit; handle++)
        {
            _blocks[handle].Stamp = 0;
        }

        _stamp = 0;
    }
}
