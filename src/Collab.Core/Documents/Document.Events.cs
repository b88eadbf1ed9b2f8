using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <content>What transactions tell those who watch, in Yjs's order (Transaction.js, cleanupTransactions). A handler may change
/// the document: its transaction is observed once the present one is through. A handler that throws keeps no other from
/// being called; its exception is thrown by the call that began the first of these transactions.</content>
public sealed partial class Document
{
    // Transactions whose bodies have ended. The first is being observed and cleaned up, the others wait.
    private readonly List<Transaction> _ended = [];

    /// <summary>A transaction has begun; what a handler changes belongs to it.</summary>
    public event Action<Transaction>? BeforeTransaction;

    /// <summary>A transaction's body has ended; the observers of types come next.</summary>
    public event Action<Transaction>? BeforeObserverCalls;

    /// <summary>The observers of types were called; what was deleted is not yet collected.</summary>
    public event Action<Transaction>? AfterTransaction;

    /// <summary>The transaction is collected and merged.</summary>
    public event Action<Transaction>? AfterTransactionCleanup;

    /// <summary>A transaction changed the document: its changes as a V1 update, for other replicas.</summary>
    /// <remarks>Nothing is encoded while nobody listens. An update that brings nothing new raises nothing, so that replicas
    /// may pass each other all their updates.</remarks>
    public event Action<byte[], Transaction>? Update;

    /// <summary>As <see cref="Update"/>, with the changes as a V2 update.</summary>
    public event Action<byte[], Transaction>? UpdateV2;

    private bool IsWatched =>
        Update is not null
        || UpdateV2 is not null
        || _typeWatchers > 0
        || SubdocumentsChanged is not null
        || BeforeTransaction is not null
        || BeforeObserverCalls is not null
        || AfterTransaction is not null
        || AfterTransactionCleanup is not null;

    /// <summary>The state vector before or after a transaction, while it can be asked for.</summary>
    internal StateVector StateAround(Transaction transaction, Func<ClientChanges, int> choose)
    {
        var own = transaction.ChangesOrThrow();
        var states = new Dictionary<ClientBlocks, int>();
        if (transaction.IsSettled)
        {
            AddStates(states, Store.Changes, changes => changes.StateBefore);
            for (var i = _ended.Count - 1; i > _ended.IndexOf(transaction); i--)
            {
                AddStates(states, _ended[i].Changes!, changes => changes.StateBefore);
            }
        }

        AddStates(states, own, choose);
        return StateVector.From(Store.ClientsDescending.ToArray()
            .Select(client => (new ClientId(client.Id), (ulong)states.GetValueOrDefault(client, client.State)))
            .Where(entry => entry.Item2 > 0));
    }

    private static void AddStates(
        Dictionary<ClientBlocks, int> states, TransactionChanges transaction, Func<ClientChanges, int> choose)
    {
        foreach (var changes in transaction.Touched)
        {
            states[changes.Client] = choose(changes);
        }
    }

    private byte[]? Enqueue(Transaction transaction, bool encodes, ref Failures failures)
    {
        _ended.Add(transaction);
        if (_ended.Count > 1)
        {
            return encodes && !transaction.Changes!.IsEmpty ? EncodeChanges(transaction.Changes) : null;
        }

        var update = Finish(0, encodes, ref failures);
        for (var i = 1; i < _ended.Count; i++)
        {
            Finish(i, encodes: false, ref failures);
        }

        _ended.Clear();
        return update;
    }

    private byte[]? Finish(int index, bool encodes, ref Failures failures)
    {
        var transaction = _ended[index];
        var changes = transaction.Changes!;
        AbsorbLater(index);
        transaction.Settle();
        var isEmpty = changes.IsEmpty;
        failures.Raise(BeforeObserverCalls, transaction);
        if (_typeWatchers > 0)
        {
            CallTypeObservers(transaction, ref failures);
        }

        failures.Raise(AfterTransaction, transaction);
        var subdocuments = SettleSubdocuments(changes, transaction);
        Store.CleanUp(changes);
        failures.Raise(AfterTransactionCleanup, transaction);
        var update = default(byte[]);
        if (!isEmpty)
        {
            update = RaiseUpdate(Update, index, UpdateFormat.V1, encodes, ref failures);
            RaiseUpdate(UpdateV2, index, UpdateFormat.V2, encodes: false, ref failures);
        }

        TellOfSubdocuments(subdocuments, transaction, ref failures);
        transaction.Close();
        Store.Recycle(changes);
        return update;
    }

    private void AbsorbLater(int index)
    {
        for (var i = index + 1; i < _ended.Count; i++)
        {
            _ended[index].Changes!.Absorb(_ended[i].Changes!);
        }
    }

    /// <returns>The update, if it was encoded.</returns>
    private byte[]? RaiseUpdate(
        Action<byte[], Transaction>? handlers, int index, UpdateFormat format, bool encodes, ref Failures failures)
    {
        if (handlers is null && !encodes)
        {
            return null;
        }

        AbsorbLater(index);
        var transaction = _ended[index];
        var update = EncodeChanges(transaction.Changes!, format);
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(update, transaction);
            }
            catch (Exception exception)
            {
                failures.Keep(exception);
            }
        }

        return update;
    }
}
