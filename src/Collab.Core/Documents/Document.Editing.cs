namespace Collab.Core.Documents;

public sealed partial class Document
{
    /// <summary>Begins a local edit, in the running transaction or in one of its own; it ends when the result is
    /// disposed.</summary>
    /// <exception cref="InvalidOperationException">The document has no client id of its own to edit with.</exception>
    internal LocalEdit BeginEdit()
    {
        if (ClientId.Value == 0)
        {
            throw new InvalidOperationException("the document has no client id, so it cannot be edited here");
        }

        if (_transaction is not null)
        {
            return default;
        }

        _transaction = new Transaction(this, origin: null, isLocal: true);
        return new LocalEdit(this);
    }

    private void EndEdit()
    {
        Store.CleanUp();
        EndTransaction();
    }

    /// <summary>A local edit while it runs; without a document, part of a transaction that somebody else ends.</summary>
    internal readonly ref struct LocalEdit(Document document)
    {
        public void Dispose() => document?.EndEdit();
    }
}
