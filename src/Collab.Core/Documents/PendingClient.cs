using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>What waits of one client's blocks.</summary>
internal sealed class PendingClient
{
    private readonly PriorityQueue<PendingRun, int> _runs = new();

    /// <summary>All clocks that wait, and some that did.</summary>
    public ClockRanges Clocks { get; } = new();

    /// <summary>The run with the lowest clocks; null if none waits any more.</summary>
    public PendingRun? Head
    {
        get
        {
            while (_runs.TryPeek(out var run, out _))
            {
                if (!run.IsUsedUp)
                {
                    return run;
                }

                _runs.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Set by <see cref="MissingClocks"/> to mark whom it has visited.</summary>
    public int Visit { get; set; }

    public void Add(PendingRun run)
    {
        _runs.Enqueue(run, run.Start);
        Clocks.Add(run.Start, run.End);
    }
}
