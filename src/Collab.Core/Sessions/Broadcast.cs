namespace Collab.Core.Sessions;

/// <summary>Wakes the readers of many outboxes, on as many threads as there are processors.</summary>
/// <remarks>The session takes its next turn when that is over. What comes meanwhile is one batch, so that the batches of a document grow with
/// its peers: each costs a write a peer, however much is in it.</remarks>
internal sealed class Broadcast : IThreadPoolWorkItem
{
    /// <summary>Outboxes that a thread takes at a time.</summary>
    private const int Portion = 16;

    private readonly Outbox[] _outboxes;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;
    private int _left;

    public Broadcast(IEnumerable<Outbox> outboxes)
    {
        _outboxes = [.. outboxes];
        _left = _outboxes.Length;
    }

    /// <summary>Starts it.</summary>
    /// <returns>Completes when all readers were woken, and have sent what they could without waiting.</returns>
    public Task StartAsync()
    {
        for (var threads = Math.Min(Environment.ProcessorCount, _outboxes.Length / Portion); threads > 0; threads--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return _done.Task;
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (Interlocked.Add(ref _next, Portion) - Portion is var from && from < _outboxes.Length)
        {
            var portion = _outboxes.AsSpan(from, Math.Min(Portion, _outboxes.Length - from));
            foreach (var outbox in portion)
            {
                outbox.Wake(mayTakeHere: true);
            }

            if (Interlocked.Add(ref _left, -portion.Length) == 0)
            {
                _done.SetResult();
            }
        }
    }
}
