using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public abstract partial class SharedType
{
    // Replaced when somebody comes or goes, so that handlers may do either while they are called.
    private Action<YEvent, Transaction>[] _observers = [];
    private Action<IReadOnlyList<YEvent>, Transaction>[] _deepObservers = [];

    /// <summary>Calls a handler after every transaction that changed this type or one that nests in it, with an event for each
    /// of them, the nearest first.</summary>
    /// <returns>Ends it, when disposed.</returns>
    public IDisposable ObserveDeep(Action<IReadOnlyList<YEvent>, Transaction> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _deepObservers = [.. _deepObservers, handler];
        return Document.WatchTypes(() => _deepObservers = Without(_deepObservers, handler));
    }

    internal bool HasDeepObservers => _deepObservers.Length > 0;

    /// <summary>The type was deleted, by whatever transaction.</summary>
    internal bool IsGone => Node.IsCollected || (!Node.IsRoot && Store[Node.Item].IsDeleted);

    internal abstract YEvent CreateEvent(Transaction transaction, ChangedType changed);

    internal void CallObservers(YEvent change, ref Failures failures)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer(change, change.Transaction);
            }
            catch (Exception exception)
            {
                failures.Keep(exception);
            }
        }
    }

    internal void CallDeepObservers(IReadOnlyList<YEvent> changes, Transaction transaction, ref Failures failures)
    {
        foreach (var observer in _deepObservers)
        {
            try
            {
                observer(changes, transaction);
            }
            catch (Exception exception)
            {
                failures.Keep(exception);
            }
        }
    }

    private protected IDisposable AddObserver<TEvent>(Action<TEvent, Transaction> handler)
        where TEvent : YEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        Action<YEvent, Transaction> observer = (change, transaction) => handler((TEvent)change, transaction);
        _observers = [.. _observers, observer];
        return Document.WatchTypes(() => _observers = Without(_observers, observer));
    }

    private static T[] Without<T>(T[] handlers, T handler)
        where T : class
    {
        var position = Array.LastIndexOf(handlers, handler);
        return [.. handlers.Where((_, i) => i != position)];
    }
}
