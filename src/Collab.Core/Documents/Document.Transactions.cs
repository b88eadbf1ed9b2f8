using Collab.Core.Blocks;

namespace Collab.Core.Documents;

public sealed partial class Document
{
    // The update of a key stroke takes about 30.
    private const int InitialBytes = 64;

    private Transaction? _transaction;

    /// <summary>Runs changes as one transaction; a call within another's body joins that one.</summary>
    /// <remarks>If the body throws, what it had changed stays, as in Yjs.</remarks>
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

    /// <summary>Runs changes as one transaction and encodes what changed.</summary>
    /// <returns>What Yjs's <c>update</c> event would carry (V1); null if nothing changed.</returns>
    /// <exception cref="InvalidOperationException">Called within another transaction.</exception>
    public byte[]? TransactAndEncode(Action<Transaction> body, object? origin = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ThrowIfInTransaction();
        return Run(body, origin, encodes: true);
    }

    /// <summary>The running transaction, joined by a local edit.</summary>
    /// <exception cref="InvalidOperationException">The document has no client id of its own to edit with.</exception>
    internal void Edit(Action<BlockStore> edit)
    {
        if (ClientId.Value == 0)
        {
            throw new InvalidOperationException("the document has no client id, so it cannot be edited here");
        }

        Transact(_ => edit(Store));
    }

    private byte[]? Run(Action<Transaction> body, object? origin, bool encodes)
    {
        _transaction = new Transaction(this, origin, isLocal: true);
        byte[]? update = null;
        try
        {
            body(_transaction);
        }
        finally
        {
            Store.CleanUp();
            update = encodes && Store.HasChanges ? EncodeChanges() : null;
            EndTransaction();
        }

        return update;
    }

    private void EndTransaction()
    {
        if (Store.Touched.Count > 0)
        {
            _stateVector = null;
        }

        Store.EndTransaction();
        _transaction = null;
    }

    // What the transaction added, from where each client's blocks stood before it, and what it deleted.
    private byte[] EncodeChanges(UpdateFormat format = UpdateFormat.V1)
    {
        var writer = UpdateWriter.Create(format, InitialBytes);
        writer.Rest.WriteVarUint((ulong)Store.Touched.Count);
        foreach (var client in Store.Touched.OrderByDescending(client => client.Id))
        {
            Store.WriteSection(writer, client, client.StateBefore);
        }

        var deletedOf = Store.DeletedOf.OrderByDescending(client => client.Id).ToArray();
        BlockStore.WriteDeletes(writer.Rest, format, deletedOf, client => client.DeletedNow);
        return writer.Finish();
    }

    private void ThrowIfInTransaction()
    {
        if (_transaction is not null)
        {
            throw new InvalidOperationException("a transaction is running");
        }
    }
}
