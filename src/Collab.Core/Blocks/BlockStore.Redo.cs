namespace Collab.Core.Blocks;

/// <content>What an undo needs: to find the items that a transaction made or deleted, to keep deleted ones from being
/// collected, and to bring them back as new ones (Yjs, Item.js: followRedone, keepItem, redoItem).</content>
internal sealed partial class BlockStore
{
    private readonly RedoneUnits _redone = new();

    public TypeNode ParentOf(in Block item) => _types[item.Parent];

    /// <summary>All blocks of a set of units, split where the set begins or ends within one.</summary>
    public List<int> BlocksOf(UnitSet units)
    {
        var handles = new List<int>();
        foreach (var (index, ranges) in units.Clients)
        {
            var client = _clients[index];
            foreach (var range in ranges.AsSpan())
            {
                for (var clock = range.Start; clock < Math.Min(range.End, client.State);)
                {
                    var handle = FindStartingAt(index, clock);
                    if (_blocks[handle].End > range.End)
                    {
                        FindEndingAt(index, range.End - 1);
                    }

                    handles.Add(handle);
                    clock = _blocks[handle].End;
                }
            }
        }

        return handles;
    }

    /// <summary>As <see cref="BlocksOf(UnitSet)"/>, for a transaction whose body has ended: what is split for it is merged
    /// with its other splits.</summary>
    public List<int> BlocksOf(UnitSet units, TransactionChanges ended)
    {
        var running = Changes;
        Changes = ended;
        try
        {
            return BlocksOf(units);
        }
        finally
        {
            Changes = running;
        }
    }

    /// <summary>Whether an item lies in a type, however deep.</summary>
    public bool IsIn(TypeNode type, int handle)
    {
        while (handle != 0 && _blocks[handle].Parent != Block.None)
        {
            var parent = ParentOf(_blocks[handle]);
            if (parent == type)
            {
                return true;
            }

            handle = parent.Item;
        }

        return false;
    }

    /// <summary>Keeps an item and all that it lies in from being collected, or lets them be.</summary>
    public void Keep(int handle, bool keeps)
    {
        while (handle != 0 && ((_blocks[handle].Flags & BlockFlags.Keep) != 0) != keeps)
        {
            ref var item = ref _blocks[handle];
            item.Flags ^= BlockFlags.Keep;
            handle = ParentOf(item).Item;
        }
    }

    /// <summary>Whether an undo brought an item back as another.</summary>
    public bool IsRedone(int handle) => (_blocks[handle].Flags & BlockFlags.Redone) != 0;

    /// <summary>The item that was brought back for another, split so that it begins with the same unit.</summary>
    public int RedoneOf(int handle)
    {
        var redone = _redone[IdOf(handle)];
        return FindStartingAt(redone.Client, redone.Clock);
    }

    /// <summary>Follows a unit through all items that were brought back for it.</summary>
    /// <returns>The block that holds the unit now, and the unit's place in it.</returns>
    public (int Handle, int Unit) FollowRedone(BlockId unit)
    {
        while (true)
        {
            var handle = Find(unit.Client, unit.Clock);
            if (!IsRedone(handle))
            {
                return (handle, unit.Clock - _blocks[handle].Clock);
            }

            unit = _redone[unit];
        }
    }

    /// <summary>Makes a new item of a local author with the content of a deleted one: of a type an empty one, whose parts are
    /// brought back one by one.</summary>
    public int InsertRedone(ulong author, TypeNode parent, int left, int right, int key, int deleted)
    {
        ref var old = ref _blocks[deleted];
        var handle = NewLocal(author, parent, old.Kind, old.Length, out var item);
        item.ParentSub = key;
        item.Left = left;
        item.Right = right;
        if (left != 0)
        {
            SetOrigin(ref item, left);
        }

        if (right != 0)
        {
            item.RightOriginClient = _blocks[right].Client;
            item.RightOriginClock = _blocks[right].Clock;
        }

        if (old.Kind == ContentKind.Type)
        {
            var type = TypeIn(old);
            item.Content = (uint)AddType(type.Kind, type.Name, handle).Index;
        }
        else if (old.Kind == ContentKind.Format)
        {
            // Both marks say the very same: see InsertMark.
            item.Content = old.Content;
            item.ContentBytes = old.ContentBytes;
            _arena.Share(item.ContentBytes);
        }
        else
        {
            StoreContent(handle, ref item, ContentOf(old), startsWithReplacement: false, default);
        }

        old.Flags |= BlockFlags.Redone;
        _redone.Add(old, new BlockId(item.Client, item.Clock));
        Place(handle, item);
        Keep(handle, true);
        return handle;
    }

    private BlockId IdOf(int handle) => new(_blocks[handle].Client, _blocks[handle].Clock);
}
