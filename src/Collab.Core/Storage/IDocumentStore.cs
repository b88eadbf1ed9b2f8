namespace Collab.Core.Storage;

/// <summary>Durable logs of documents' updates, each with an optional checkpoint that stands for its beginning.</summary>
/// <remarks>
/// All methods may be called at the same time. Each document's updates are numbered by the store: sequence 1 is the first,
/// without gaps, in commit order. A store that cannot be reached or has failed throws <see cref="StoreUnavailableException"/>.
/// Implementations are checked by one contract test suite.
/// </remarks>
public interface IDocumentStore : IAsyncDisposable
{
    /// <summary>The least time from the beginning of one commit to that of the next that pays: what comes meanwhile shares the
    /// next. Zero where a commit costs hardly more than its bytes.</summary>
    TimeSpan CommitInterval => TimeSpan.Zero;

    /// <summary>Appends the updates of several documents in one commit: each document's in order, all or none.
    /// Once the task completes they survive a crash.</summary>
    /// <param name="batch">Documents are distinct. The buffers are not kept after the task ends.</param>
    /// <returns>One result a document, in the batch's order: the sequence of its last update, or why that document failed.</returns>
    /// <exception cref="StoreUnavailableException">Nothing of the batch is known to be durable. The caller keeps it and appends
    /// it again under the same <see cref="CommitId"/>; what had been committed after all is then not appended twice.</exception>
    Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken);

    /// <summary>Reads a document in one consistent view: its checkpoint and every update after it.</summary>
    /// <returns>Null if nothing was ever stored under that name, or it was deleted.</returns>
    /// <exception cref="DocumentDamagedException">Something of the document is stored but cannot be read whole.</exception>
    Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken);

    /// <summary>Reads a document as <see cref="LoadAsync"/> does, but from the checkpoint before the newest one, or from its first
    /// update where there was none: for when the newest cannot be read.</summary>
    /// <returns>Null if that is not kept, or nothing is stored under that name.</returns>
    /// <exception cref="DocumentDamagedException">What is kept cannot be read whole either.</exception>
    Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken);

    /// <summary>Lets the checkpoint stand for all updates up to and including <see cref="Checkpoint.Sequence"/>.</summary>
    /// <remarks>
    /// The store decodes nothing: the caller has read the checkpoint back and compared it. A checkpoint that is not newer than
    /// the stored one, or that claims updates which were never appended, changes nothing.
    /// What it replaces is kept for the time, and up to the bytes, that the store's options say, for
    /// <see cref="LoadPreviousAsync"/>: a previous checkpoint that is kept stays, with every update after it, until its time is
    /// over; then the one replaced here takes its place.
    /// </remarks>
    /// <returns>Whether the checkpoint was stored.</returns>
    Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken);

    /// <summary>Deletes a document's checkpoint and updates; durable once the task completes.</summary>
    /// <returns>Whether there was something to delete.</returns>
    Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken);

    /// <summary>Lists the stored documents by name in ordinal order.</summary>
    IAsyncEnumerable<StoredDocumentSummary> ListAsync(CancellationToken cancellationToken);
}
