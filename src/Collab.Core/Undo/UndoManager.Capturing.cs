using Collab.Core.Blocks;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Undo;

public sealed partial class UndoManager
{
    private BlockStore Store => Document.Store;

    // After the observers of types, before anything is collected.
    private void Capture(Transaction transaction)
    {
        // What observers change while an undo is observed belongs with it, as in Yjs: undone and redone like it.
        var popping = _popping.Remove(transaction, out var kind) ? kind : _running;
        if (_options.CaptureTransaction?.Invoke(transaction) == false || !Concerns(transaction) || !IsTracked(transaction.Origin))
        {
            return;
        }

        var target = popping == StackKind.Undo ? StackKind.Redo : StackKind.Undo;
        if (popping == StackKind.Undo)
        {
            StopCapturing();
        }
        else if (popping is null)
        {
            Clear(undo: false, redo: true);
        }

        var stack = target == StackKind.Undo ? _undoStack : _redoStack;
        var appends = popping is null && stack.Count > 0 && IsSoon();
        if (!appends)
        {
            stack.Add(new StackItem());
        }

        _lastChange = popping is null ? _options.TimeProvider.GetTimestamp() : _lastChange;
        AddTo(stack[^1], transaction.Changes!);
        var happened = new StackItemEvent(stack[^1], target, transaction.Origin, ChangedTypes(transaction));
        (appends ? StackItemUpdated : StackItemAdded)?.Invoke(happened);
    }

    private bool Concerns(Transaction transaction) =>
        _hasWholeScope || transaction.Events?.Keys.Any(_scope.Contains) == true;

    private bool IsTracked(object? origin) =>
        _trackedOrigins.Contains(origin) || (origin is not null && _trackedOrigins.Contains(origin.GetType()));

    private bool IsSoon() =>
        _lastChange is { } last && _options.TimeProvider.GetElapsedTime(last) < _options.CaptureTimeout;

    private void AddTo(StackItem step, TransactionChanges changes)
    {
        // Yjs goes through all clients in the order in which it first saw them.
        foreach (var touched in changes.Touched.OrderBy(touched => touched.Client.Index))
        {
            step.Insertions.Add(touched.Client.Index, touched.StateBefore, touched.StateAfter);
        }

        var deletions = new UnitSet();
        foreach (var deletedOf in changes.DeletedOf)
        {
            deletions.Add(deletedOf.Client.Index, deletedOf.Deleted);
        }

        step.Deletions.Add(deletions);
        foreach (var handle in Store.BlocksOf(deletions, changes))
        {
            if (IsInScope(handle))
            {
                Store.Keep(handle, true);
            }
        }
    }

    private bool IsInScope(int handle) =>
        Store[handle].IsItem && (_hasWholeScope || _scope.Any(type => Store.IsIn(type, handle)));

    private SharedType[] ChangedTypes(Transaction transaction) =>
        [.. (transaction.Events?.Keys ?? Enumerable.Empty<TypeNode>())
            .Where(node => node.Kind != TypeKind.Undeclared)
            .Select(node => SharedType.Of(Document, node))];
}
