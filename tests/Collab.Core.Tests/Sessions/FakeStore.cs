using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions;

/// <summary>A memory store that can be made to wait or to fail.</summary>
public sealed class FakeStore : IDocumentStore
{
    private readonly MemoryStore _inner = new();
    private TaskCompletionSource? _gate;
    private TaskCompletionSource? _loadGate;

    /// <summary>What appends and loads fail with, while set.</summary>
    public Exception? Failure { get; set; }

    public Exception? LoadFailure { get; set; }

    /// <summary>What was kept of the time before the newest checkpoint.</summary>
    public StoredDocument? Previous { get; set; }

    public Exception? PreviousFailure { get; set; }

    /// <summary>Makes loads hang until they are given up.</summary>
    public bool HangsOnLoad { get; set; }

    /// <summary>Makes an append that is held wait on when it is given up, as a disk does.</summary>
    public bool HangsForGood { get; set; }

    public TimeSpan CommitInterval { get; set; }

    public Exception? CheckpointFailure { get; set; }

    /// <summary>Why every document of a batch is refused while the append as such succeeds.</summary>
    public Exception? Refusal { get; set; }

    public int Appends { get; private set; }

    /// <summary>The most bytes that one append carried.</summary>
    public long LargestAppend { get; private set; }

    public int Checkpoints { get; private set; }

    public int Loads { get; private set; }

    /// <summary>Makes loads wait until <see cref="ReleaseLoads"/>.</summary>
    public void HoldLoads() => _loadGate = new TaskCompletionSource();

    public void ReleaseLoads()
    {
        var gate = _loadGate;
        _loadGate = null;
        gate?.SetResult();
    }

    /// <summary>Makes appends wait until <see cref="Release"/>.</summary>
    public void Hold() => _gate = new TaskCompletionSource();

    public void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.SetResult();
    }

    /// <summary>Makes what is held wait for ever, as for a process that has died.</summary>
    public void Forget() => _gate = null;

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken)
    {
        Appends++;
        LargestAppend = Math.Max(LargestAppend, batch.Documents.Sum(document => document.Updates.Sum(update => (long)update.Length)));
        if (_gate is { } gate)
        {
            await gate.Task.WaitAsync(HangsForGood ? CancellationToken.None : cancellationToken);
        }

        if (Refusal is { } refusal)
        {
            return [.. batch.Documents.Select(document => new AppendResult(document.Document, 0, refusal))];
        }

        return Failure is { } failure ? throw failure : await _inner.AppendAsync(batch, cancellationToken);
    }

    public async Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken)
    {
        Loads++;
        if (_loadGate is { } gate)
        {
            await gate.Task;
        }

        if (HangsOnLoad)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        return LoadFailure is { } failure ? throw failure : await _inner.LoadAsync(document, cancellationToken);
    }

    public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
        PreviousFailure is { } failure ? Task.FromException<StoredDocument?>(failure) : Task.FromResult(Previous);

    public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        Checkpoints++;
        return CheckpointFailure is { } failure ? Task.FromException<bool>(failure) : _inner.CompactAsync(document, checkpoint, cancellationToken);
    }

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
        _inner.DeleteAsync(document, cancellationToken);

    public IAsyncEnumerable<StoredDocumentSummary> ListAsync(CancellationToken cancellationToken) =>
        _inner.ListAsync(cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
