using Collab.Core.Blocks;
using Collab.Core.Types;

namespace Collab.Core.Documents;

/// <content>Calls the observers of shared types (Transaction.js, cleanupTransactions; AbstractType.js,
/// callTypeObservers).</content>
public sealed partial class Document
{
    // Observers of types, and others that want to know which types changed.
    private int _typeWatchers;

    /// <summary>Has events of types found out from now on.</summary>
    /// <param name="end">Called once, when the result is disposed.</param>
    internal IDisposable WatchTypes(Action end)
    {
        _typeWatchers++;
        Store.NotesChangedTypes |= _transaction is not null;
        return new TypeWatch(this, end);
    }

    /// <summary>A client's state when a transaction began that can still be asked for.</summary>
    internal int StateBefore(Transaction transaction, ClientBlocks client)
    {
        if (transaction.ChangesOrThrow().Find(client) is { IsTouched: true } own)
        {
            return own.StateBefore;
        }

        for (var i = _ended.IndexOf(transaction) + 1; i < _ended.Count && transaction.IsSettled; i++)
        {
            if (_ended[i].Changes!.Find(client) is { IsTouched: true } later)
            {
                return later.StateBefore;
            }
        }

        return client.Now?.StateBefore ?? client.State;
    }

    private void CallTypeObservers(Transaction transaction, ref Failures failures)
    {
        transaction.Events = [];
        foreach (var changed in transaction.Changes!.Types?.All() ?? [])
        {
            if (changed.Node.Kind == TypeKind.Undeclared)
            {
                continue;
            }

            var type = SharedType.Of(this, changed.Node);
            if (!type.IsGone)
            {
                var change = type.CreateEvent(transaction, changed);
                AddToAncestors(transaction.Events, change);
                type.CallObservers(change, ref failures);
            }
        }

        foreach (var (node, changes) in transaction.Events)
        {
            if (node.Handle is SharedType { HasDeepObservers: true, IsGone: false } type)
            {
                type.CallDeepObservers(PassTo(type, changes), transaction, ref failures);
            }
        }
    }

    private void AddToAncestors(OrderedDictionary<TypeNode, List<YEvent>> events, YEvent change)
    {
        for (var node = change.Target.Node; ; node = Store.Type(Store[node.Item].Parent))
        {
            if (!events.TryGetValue(node, out var changes))
            {
                events.Add(node, changes = []);
            }

            changes.Add(change);
            if (node.IsRoot)
            {
                return;
            }
        }
    }

    // OrderBy keeps the order of equals.
    private static YEvent[] PassTo(SharedType type, List<YEvent> changes)
    {
        var live = changes.Where(change => !change.Target.IsGone).ToArray();
        foreach (var change in live)
        {
            change.PassTo(type);
        }

        return [.. live.OrderBy(change => change.Depth)];
    }

    private sealed class TypeWatch(Document document, Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose()
        {
            if (_end is { } end)
            {
                _end = null;
                document._typeWatchers--;
                end();
            }
        }
    }
}
