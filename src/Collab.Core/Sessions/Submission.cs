using Collab.Core.Storage;

namespace Collab.Core.Sessions;

/// <summary>What one session has to commit: at least one batch.</summary>
internal sealed class Submission(DocumentSession session, IReadOnlyList<Batch> batches)
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DocumentSession Session { get; } = session;

    public IReadOnlyList<Batch> Batches { get; } = batches;

    public IEnumerable<BatchEntry> Entries => Batches.SelectMany(batch => batch.Entries);

    public long LastSequence => Batches[^1].LastSequence;

    /// <summary>Bytes that go into the log.</summary>
    public long Bytes { get; } = batches.Sum(batch => batch.Entries.Sum(entry => (long)entry.Log.Length));

    /// <summary>Completes when the store has answered, or the queue has given up.</summary>
    public Task Settled => _settled.Task;

    public void Settle() => _settled.TrySetResult();

    public DocumentUpdates ToUpdates() => new(Session.Name, [.. Entries.Select(entry => entry.Log)]);
}
