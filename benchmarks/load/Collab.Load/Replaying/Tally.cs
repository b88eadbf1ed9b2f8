using Collab.Load.Measuring;

namespace Collab.Load.Replaying;

/// <summary>What arrived at all clients together.</summary>
internal sealed class Tally
{
    /// <summary>Updates that clients got of other clients.</summary>
    public long Deliveries { get; private set; }

    /// <summary>Updates that came although one before them had not.</summary>
    public long Gaps { get; private set; }

    /// <summary>From sending to delivery, since the last <see cref="Restart"/>.</summary>
    public Histogram Latency { get; } = new();

    public void Restart() => Latency.Clear();

    /// <param name="sentAt">When the oldest of them was sent: merged ones count as late as that.</param>
    public void Deliver(int updates, long sentAt, long now, bool isGap)
    {
        Deliveries += updates;
        Gaps += isGap ? 1 : 0;
        Latency.Add(now - sentAt, updates);
    }
}
