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

        if (_isRunning)
        {
            return default;
        }

        var failures = default(Failures);
        Begin(IsWatched || _ended.Count > 0 ? new Transaction(this, origin: null, isLocal: true) : null, ref failures);
        return new LocalEdit(this, failures);
    }

    private void EndEdit(Failures failures)
    {
        End(encodes: false, ref failures);
        failures.Throw();
    }

    /// <summary>A local edit while it runs; without a document, part of a transaction that somebody else ends.</summary>
    internal readonly ref struct LocalEdit(Document document, Failures failures)
    {
        /// <summary>Ends the transaction, if it is the edit's own, and throws what its observers threw.</summary>
        public void Dispose() => document?.EndEdit(failures);
    }
}
