namespace Collab.Tests.Support;

/// <summary>Tasks that complete once a number, which only grows, has reached theirs.</summary>
internal sealed class Milestones
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, ulong> _waiting = new();
    private ulong _reached;

    public ulong Reached
    {
        get
        {
            lock (_lock)
            {
                return _reached;
            }
        }
    }

    public Task WaitAsync(ulong number)
    {
        lock (_lock)
        {
            if (number <= _reached)
            {
                return Task.CompletedTask;
            }

            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting, number);
            return waiting.Task;
        }
    }

    public void Reach(ulong number)
    {
        lock (_lock)
        {
            _reached = Math.Max(_reached, number);
            while (_waiting.TryPeek(out var waiting, out var awaited) && awaited <= _reached)
            {
                _waiting.Dequeue();
                waiting.SetResult();
            }
        }
    }
}
