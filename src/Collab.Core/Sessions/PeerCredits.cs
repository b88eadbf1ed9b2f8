namespace Collab.Core.Sessions;

/// <summary>Bounds what waits of one peer in its session's inbox: its transport takes credits, one call at a time, and the session's loop gives them back.</summary>
/// <remarks>Without a lock, as both sides come here for every frame. Who had to wait goes on when half of the credits are free again, not at
/// each one.</remarks>
internal sealed class PeerCredits
{
    private readonly int _max;

    // What is free, less what whoever waits has asked for.
    private int _free;
    private int _wakeAt;
    private TaskCompletionSource? _waiter;

    public PeerCredits(int max) => _max = _free = max;

    /// <summary>Takes credits; waits while there are too few.</summary>
    /// <param name="cost">At most as many as there are.</param>
    public ValueTask TakeAsync(int cost, CancellationToken cancellationToken)
    {
        if (Interlocked.Add(ref _free, -cost) >= 0)
        {
            return default;
        }

        _wakeAt = Math.Min(_max / 2, _max - cost);
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _waiter, waiter);

        // What was given back since the first look may have been too early to find the waiter.
        return Volatile.Read(ref _free) >= _wakeAt
            ? default
            : new ValueTask(waiter.Task.WaitAsync(cancellationToken));
    }

    public void Return(int cost)
    {
        var free = Interlocked.Add(ref _free, cost);
        if (Volatile.Read(ref _waiter) is { } waiter && free >= _wakeAt && free - cost < _wakeAt)
        {
            waiter.TrySetResult();
        }
    }
}
