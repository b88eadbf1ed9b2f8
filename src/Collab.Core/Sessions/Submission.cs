using Collab.Core.Storage;

namespace Collab.Core.Sessions;

/// <summary>What one session has to commit: at least one batch. It takes more until the queue takes it.</summary>
internal sealed class Submission(DocumentSession session)
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<Batch> _batches = [];
    private bool _isTaken;

    public DocumentSession Session { get; } = session;

    /// <summary>For the session's loop at any time; for others once it is taken.</summary>
    public IReadOnlyList<Batch> Batches => _batches;

    /// <summary>How many updates go into the log.</summary>
    public int Updates { get; private set; }

    public long LastSequence => _batches[^1].LastSequence;

    /// <summary>Bytes that go into the log.</summary>
    public long Bytes { get; private set; }

    /// <summary>Completes when the store has answered, or the queue has given up.</summary>
    public Task Settled => _settled.Task;

    /// <summary>Adds what was recorded since; only the session's loop does.</summary>
    /// <returns>False if the commit is under way: it is for the next.</returns>
    public bool TryAdd(List<Batch> batches)
    {
        lock (_lock)
        {
            if (_isTaken)
            {
                return false;
            }

            _batches.AddRange(batches);
            foreach (var batch in batches)
            {
                Updates += batch.Log.Count;
                Bytes += batch.LogBytes;
            }

            return true;
        }
    }

    /// <summary>Takes it for a commit: from now on it does not change.</summary>
    public DocumentUpdates Take()
    {
        lock (_lock)
        {
            _isTaken = true;
        }

        if (_batches.Count == 1)
        {
            return new DocumentUpdates(Session.Name, _batches[0].Log);
        }

        var updates = new List<ReadOnlyMemory<byte>>(Updates);
        foreach (var batch in _batches)
        {
            updates.AddRange(batch.Log);
        }

        return new DocumentUpdates(Session.Name, updates);
    }

    public void Settle() => _settled.TrySetResult();
}
