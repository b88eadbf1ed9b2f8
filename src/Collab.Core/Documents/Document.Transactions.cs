using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

public sealed partial class Document
{
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
    private byte[] EncodeChanges()
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint((ulong)Store.Touched.Count);
        foreach (var client in Store.Touched.OrderByDescending(client => client.Id))
        {
            Store.WriteSection(writer, client, client.StateBefore);
        }

        var deletedOf = Store.DeletedOf.OrderByDescending(client => client.Id).ToArray();
        BlockStore.WriteDeletes(writer, deletedOf, client => client.DeletedNow);
        return writer.ToArray();
    }

    private void ThrowIfInTransaction()
    {
        if (_transaction is not null)
        {
            throw new InvalidOperationException("a transaction is running");
        }
    }
}
