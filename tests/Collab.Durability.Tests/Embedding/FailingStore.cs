using Collab.Core;
using Collab.Core.Storage;

namespace Collab.Durability.Tests.Embedding;

/// <summary>A store in memory whose commits fail when they are told to: before anything of them is kept, or after all is.</summary>
internal sealed class FailingStore : IDocumentStore
{
    private readonly MemoryStore _inner = new();
    private int _failures;

    /// <summary>What happens to commits from now on.</summary>
    public CommitFate Fate { get; set; }

    /// <summary>How many commits failed.</summary>
    public int Failures => Volatile.Read(ref _failures);

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken)
    {
        var fate = Fate;
        if (fate == CommitFate.Lost)
        {
            Interlocked.Increment(ref _failures);
            throw new StoreUnavailableException("told to lose it");
        }

        var results = await _inner.AppendAsync(batch, cancellationToken);
        if (fate == CommitFate.InDoubt)
        {
            Interlocked.Increment(ref _failures);
            throw new StoreUnavailableException("told to keep it and say nothing");
        }

        return results;
    }

    public Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken) =>
        _inner.LoadAsync(document, cancellationToken);

    public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
        _inner.LoadPreviousAsync(document, cancellationToken);

    public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken) =>
        _inner.CompactAsync(document, checkpoint, cancellationToken);

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
        _inner.DeleteAsync(document, cancellationToken);

    public IAsyncEnumerable<StoredDocumentSummary> ListAsync(CancellationToken cancellationToken) =>
        _inner.ListAsync(cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
