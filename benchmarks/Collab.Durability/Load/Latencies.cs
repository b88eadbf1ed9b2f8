namespace Collab.Durability.Load;

/// <summary>How long updates took to be acknowledged.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds;

    /// <param name="took">From when the first was due to when the last was acknowledged.</param>
    public Latencies(List<double> milliseconds, TimeSpan took)
    {
        _milliseconds = milliseconds;
        _milliseconds.Sort();
        PerSecond = took > TimeSpan.Zero ? milliseconds.Count / took.TotalSeconds : 0;
    }

    public int Count => _milliseconds.Count;

    public double PerSecond { get; }

    /// <summary>The time, in milliseconds, that this part of them took at most; NaN if there are none.</summary>
    public double Quantile(double part) =>
        Count == 0 ? double.NaN : _milliseconds[Math.Min(Count - 1, (int)(part * Count))];
}
