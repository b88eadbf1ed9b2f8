using Collab.Core.Blocks;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Undo;

public sealed partial class UndoManager
{
    private StackItem? Pop(StackKind kind)
    {
        Document.ThrowUnlessEditable();
        var stack = kind == StackKind.Undo ? _undoStack : _redoStack;
        StackItem? popped = null;
        Transaction? done = null;
        var outer = _running;
        _running = kind;
        try
        {
            Document.Transact(
                transaction =>
                {
                    _popping.Add(done = transaction, kind);
                    while (popped is null && stack.Count > 0)
                    {
                        var step = stack[^1];
                        stack.RemoveAt(stack.Count - 1);
                        popped = Revert(step) ? step : null;
                    }
                },
                this);
        }
        finally
        {
            _running = outer;
        }

        if (popped is not null)
        {
            StackItemPopped?.Invoke(new StackItemEvent(popped, kind, this, ChangedTypes(done!)));
        }

        return popped;
    }

    /// <returns>Whether there was anything left to revert.</returns>
    private bool Revert(StackItem step)
    {
        var inserted = FindInserted(step);
        var redo = new Redo(Document, step, _undoStack, _redoStack, _options.IgnoreRemoteMapChanges);
        foreach (var handle in Store.BlocksOf(step.Deletions))
        {
            // What came and went within one step is not to come back.
            ref var item = ref Store[handle];
            if (IsInScope(handle) && !step.Insertions.Contains(item.Client, item.Clock))
            {
                redo.Add(handle);
            }
        }

        var hasChanged = redo.Run();

        // Backwards, so that what nests goes before what it nests in: filters then still see both.
        for (var i = inserted.Count - 1; i >= 0; i--)
        {
            if (_options.DeleteFilter?.Invoke(ItemInfo.Of(Document, inserted[i])) != false)
            {
                Store.Delete(inserted[i]);
                hasChanged = true;
            }
        }

        return hasChanged;
    }

    private List<int> FindInserted(StackItem step)
    {
        var inserted = new List<int>();
        foreach (var handle in Store.BlocksOf(step.Insertions))
        {
            var current = handle;
            if (Store.IsRedone(handle))
            {
                var (now, unit) = Store.FollowRedone(new BlockId(Store[handle].Client, Store[handle].Clock));
                current = unit > 0 ? Store.FindStartingAt(Store[now].Client, Store[now].Clock + unit) : now;
            }

            if (!Store[current].IsDeleted && IsInScope(current))
            {
                inserted.Add(current);
            }
        }

        return inserted;
    }
}
