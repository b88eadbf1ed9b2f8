using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Undo;

/// <summary>Brings deleted items back as new ones at the places of the old (Yjs, Item.js, redoItem).</summary>
internal sealed class Redo(
    Document document,
    StackItem step,
    IReadOnlyList<StackItem> undoStack,
    IReadOnlyList<StackItem> redoStack,
    bool ignoresRemoteMapChanges)
{
    private readonly BlockStore _store = document.Store;
    private readonly List<int> _items = [];
    private readonly HashSet<int> _known = [];

    public void Add(int handle)
    {
        if (_known.Add(handle))
        {
            _items.Add(handle);
        }
    }

    /// <returns>Whether any item is there again.</returns>
    public bool Run()
    {
        var hasChanged = false;
        foreach (var item in _items)
        {
            hasChanged |= Bring(item) != 0;
        }

        return hasChanged;
    }

    // An item in a deleted type needs the type first, which may itself lie in one: a chain that others made as long as
    // they liked, so it is walked without recursion.
    private int Bring(int handle)
    {
        var chain = new Stack<int>();
        chain.Push(handle);
        while (!_store.IsRedone(chain.Peek())
            && HolderOf(chain.Peek()) is var holder and not 0
            && _store[holder].IsDeleted
            && !_store.IsRedone(holder))
        {
            if (!_known.Contains(holder))
            {
                return 0;
            }

            chain.Push(holder);
        }

        var brought = 0;
        while (chain.TryPop(out var item))
        {
            brought = _store.IsRedone(item) ? _store.RedoneOf(item) : BringOne(item);
            if (brought == 0)
            {
                return 0;
            }
        }

        return brought;
    }

    private int BringOne(int handle)
    {
        var holder = HolderOf(handle);
        if (holder != 0 && _store[holder].IsDeleted)
        {
            while (_store.IsRedone(holder))
            {
                holder = _store.RedoneOf(holder);
            }
        }

        if (holder != 0 && _store[holder].Kind != ContentKind.Type)
        {
            return 0; // it was brought back, deleted again and collected
        }

        ref var item = ref _store[handle];
        var parent = holder == 0 ? _store.ParentOf(item) : _store.TypeIn(_store[holder]);
        if (item.ParentSub == Block.None)
        {
            var left = FindBeside(item.Left, holder, static (in Block block) => block.Left);
            var right = FindBeside(handle, holder, static (in Block block) => block.Right);
            return Insert(parent, left, right, handle);
        }

        if (item.Right == 0 || ignoresRemoteMapChanges)
        {
            return Insert(parent, parent.Map.Get(item.ParentSub), 0, handle);
        }

        return FindNewest(handle) is var newest and not 0
            ? Insert(parent, IsHeldBy(newest, holder) ? newest : parent.Map.Get(item.ParentSub), 0, handle)
            : 0;
    }

    private delegate int Neighbour(in Block block);

    // The nearest item on one side that is in the type now, itself or as what was brought back for it.
    private int FindBeside(int handle, int holder, Neighbour next)
    {
        for (; handle != 0; handle = next(_store[handle]))
        {
            var trace = handle;
            while (trace != 0 && !IsHeldBy(trace, holder))
            {
                trace = _store.IsRedone(trace) ? _store.RedoneOf(trace) : 0;
            }

            if (trace != 0)
            {
                return trace;
            }
        }

        return 0;
    }

    // The last value of a key, if all after the deleted one are of this undo manager: else somebody else's stays.
    private int FindNewest(int handle)
    {
        var newest = handle;
        while (_store[newest].Right is var right and not 0 && IsOwn(right))
        {
            newest = right;
            while (_store.IsRedone(newest))
            {
                newest = _store.RedoneOf(newest);
            }
        }

        return _store[newest].Right == 0 ? newest : 0;
    }

    private bool IsOwn(int handle)
    {
        if (_store.IsRedone(handle))
        {
            return true;
        }

        var (client, clock) = (_store[handle].Client, _store[handle].Clock);
        return step.Insertions.Contains(client, clock)
            || undoStack.Any(other => other.Deletions.Contains(client, clock))
            || redoStack.Any(other => other.Deletions.Contains(client, clock));
    }

    private int Insert(TypeNode parent, int left, int right, int handle) =>
        _store.InsertRedone(document.ClientId.Value, parent, left, right, _store[handle].ParentSub, handle);

    // The item that holds the type that an item lies in; 0 in a root.
    private int HolderOf(int handle) => _store[handle].IsItem ? _store.ParentOf(_store[handle]).Item : 0;

    private bool IsHeldBy(int handle, int holder) => _store[handle].IsItem && HolderOf(handle) == holder;
}
