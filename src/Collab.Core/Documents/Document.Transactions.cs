using Collab.Core.Blocks;

namespace Collab.Core.Documents;

public sealed partial class Document
{
    // The body that runs now. An update that is applied while nobody watches needs no transaction to show.
    private bool _isRunning;
    private Transaction? _transaction;

    /// <summary>Runs changes as one transaction; a call within another's body joins that one.</summary>
    /// <remarks>
    /// <para>If the body throws, what it had changed stays, as in Yjs.</para>
    /// <para>Called by an observer, the body runs at once; the transaction is cleaned up and observed after the one that is
    /// being observed.</para>
    /// </remarks>
    public void Transact(Action<Transaction> body, object? origin = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (_transaction is { } outer)
        {
            body(outer);
            return;
        }

        Run(body, origin, encodes: false);
    }

    /// <inheritdoc cref="Transact(Action{Transaction}, object?)"/>
    /// <returns>What the body returned.</returns>
    public T Transact<T>(Func<Transaction, T> body, object? origin = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var result = default(T);
        Transact(transaction => { result = body(transaction); }, origin);
        return result!;
    }

    /// <summary>Runs changes as one transaction and encodes what changed.</summary>
    /// <returns>What Yjs's <c>update</c> event would carry (V1); null if nothing changed. Called by an observer: the same
    /// changes, before they are cleaned up.</returns>
    /// <exception cref="InvalidOperationException">Called within another transaction.</exception>
    public byte[]? TransactAndEncode(Action<Transaction> body, object? origin = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfInTransaction();
        return Run(body, origin, encodes: true);
    }

    private byte[]? Run(Action<Transaction> body, object? origin, bool encodes)
    {
        var failures = default(Failures);
        Begin(new Transaction(this, origin, isLocal: true), ref failures);
        try
        {
            body(_transaction!);
        }
        catch (Exception exception)
        {
            failures.Keep(exception);
        }

        var update = End(encodes, ref failures);
        failures.Throw();
        return update;
    }

    // With a transaction, if anybody can see it.
    private void Begin(Transaction? transaction, ref Failures failures)
    {
        _isRunning = true;
        _transaction = transaction;
        Store.NotesChangedTypes = transaction is not null && IsWatched;
        if (transaction is not null)
        {
            transaction.Changes = Store.Changes;
            failures.Raise(BeforeTransaction, transaction);
        }
    }

    /// <summary>Ends the running body. Its changes are cleaned up and observed now, or after those of the transaction that
    /// is being observed.</summary>
    /// <returns>The changes as an update, if they are to be encoded and there are any.</returns>
    private byte[]? End(bool encodes, ref Failures failures)
    {
        var transaction = _transaction;
        var changes = Store.TakeChanges();
        _transaction = null;
        _isRunning = false;
        if (changes.Touched.Count > 0)
        {
            _stateVector = null;
        }

        Recording?.Add(changes);
        if (transaction is not null && (_ended.Count > 0 || IsWatched))
        {
            return Enqueue(transaction, encodes, ref failures);
        }

        var subdocuments = SettleSubdocuments(changes, transaction);
        Store.CleanUp(changes);
        var update = encodes && !changes.IsEmpty ? EncodeChanges(changes) : null;
        TellOfSubdocuments(subdocuments, transaction, ref failures);
        transaction?.Close();
        Store.Recycle(changes);
        return update;
    }

    // What a transaction added, from where each client's blocks stood before it, and what it deleted.
    private byte[] EncodeChanges(TransactionChanges changes, UpdateFormat format = UpdateFormat.V1)
    {
        var writer = UpdateWriter.Create(format);
        writer.Rest.WriteVarUint((ulong)changes.Touched.Count);
        foreach (var touched in HighestFirst(changes.Touched))
        {
            Store.WriteSection(writer, touched.Client, touched.StateBefore);
        }

        var deletes = new DeleteSetWriter(writer.Rest, format, changes.DeletedOf.Count);
        foreach (var deletedOf in HighestFirst(changes.DeletedOf))
        {
            deletes.Write(deletedOf.Client.Id, deletedOf.Deleted);
        }

        return writer.Finish();
    }

    private static List<ClientChanges> HighestFirst(List<ClientChanges> changes)
    {
        if (changes.Count < 2)
        {
            return changes;
        }

        var sorted = new List<ClientChanges>(changes);
        sorted.Sort((left, right) => right.Client.Id.CompareTo(left.Client.Id));
        return sorted;
    }

    /// <exception cref="InvalidOperationException">A transaction runs, or there is no client id to edit with.</exception>
    internal void ThrowUnlessEditable()
    {
        ThrowIfInTransaction();
        if (ClientId.Value == 0)
        {
            throw new InvalidOperationException("the document has no client id, so it cannot be edited here");
        }
    }

    private void ThrowIfInTransaction()
    {
        if (_isRunning)
        {
            throw new InvalidOperationException("a transaction is running");
        }
    }
}
