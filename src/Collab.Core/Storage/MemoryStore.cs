using System.Runtime.CompilerServices;

namespace Collab.Core.Storage;

/// <summary>Keeps documents in memory: for tests, demonstrations and documents that may be forgotten.</summary>
/// <remarks>It keeps the contract but for one thing: nothing outlives the process. Disposing it keeps its documents, so
/// that a test can open "the same storage" again by using the same object.</remarks>
public sealed class MemoryStore : IDocumentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocumentName, Entry> _documents = [];
    private readonly CommitLedger _commits = new();

    public Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<AppendResult>>(cancellationToken);
        }

        lock (_lock)
        {
            IReadOnlyList<AppendResult> results = [.. batch.Documents.Select(updates => Append(batch.Id, updates))];
            return Task.FromResult(results);
        }
    }

    public Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<StoredDocument?>(cancellationToken);
        }

        lock (_lock)
        {
            return Task.FromResult(_documents.TryGetValue(document, out var entry)
                ? new StoredDocument(entry.Checkpoint, [.. entry.Updates])
                : null);
        }
    }

    /// <summary>Nothing that was replaced is kept.</summary>
    public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
        Task.FromResult<StoredDocument?>(null);

    public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        lock (_lock)
        {
            return Task.FromResult(
                _documents.TryGetValue(document, out var entry) && entry.TryCompact(checkpoint));
        }
    }

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        lock (_lock)
        {
            return Task.FromResult(_documents.Remove(document));
        }
    }

    public async IAsyncEnumerable<StoredDocumentSummary> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<StoredDocumentSummary> summaries;
        lock (_lock)
        {
            summaries =
            [
                .. _documents.Select(pair => pair.Value.Summarize(pair.Key)).OrderBy(summary => summary.Document),
            ];
        }

        foreach (var summary in summaries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return summary;
        }

        await Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private AppendResult Append(CommitId commit, DocumentUpdates appended)
    {
        if (_commits.TryFind(commit, appended.Document, out var sequence))
        {
            return new AppendResult(appended.Document, sequence);
        }

        if (!_documents.TryGetValue(appended.Document, out var entry))
        {
            _documents.Add(appended.Document, entry = new Entry());
        }

        // Copies: the caller may use its buffers again when the append is done.
        entry.Updates.AddRange(appended.Updates.Select(update => (ReadOnlyMemory<byte>)update.ToArray()));
        _commits.Record(commit, appended.Document, entry.Sequence);
        return new AppendResult(appended.Document, entry.Sequence);
    }

    private sealed class Entry
    {
        public Checkpoint? Checkpoint { get; private set; }

        public List<ReadOnlyMemory<byte>> Updates { get; } = [];

        public long Sequence => CheckpointSequence + Updates.Count;

        private long CheckpointSequence => Checkpoint?.Sequence ?? 0;

        public bool TryCompact(Checkpoint checkpoint)
        {
            if (checkpoint.Sequence <= CheckpointSequence || checkpoint.Sequence > Sequence)
            {
                return false;
            }

            Updates.RemoveRange(0, (int)(checkpoint.Sequence - CheckpointSequence));
            Checkpoint = checkpoint with { State = checkpoint.State.ToArray() };
            return true;
        }

        public StoredDocumentSummary Summarize(DocumentName name) => new(
            name,
            Sequence,
            Updates.Count,
            (Checkpoint?.State.Length ?? 0) + Updates.Sum(update => (long)update.Length));
    }
}
