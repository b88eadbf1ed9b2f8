using System.Diagnostics;
using System.Numerics;

namespace Collab.Load.Measuring;

/// <summary>Times, in buckets that are 1/16 of their value wide.</summary>
internal sealed class Histogram
{
    private const int StepBits = 4;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[(64 - StepBits + 1) * Steps];

    public long Count { get; private set; }

    /// <param name="ticks">Of <see cref="Stopwatch"/>.</param>
    public void Add(long ticks, int times = 1)
    {
        _counts[BucketOf((ulong)Math.Max(ticks, 0))] += times;
        Count += times;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>The time in milliseconds that this part of all times does not exceed; not a number if there are none.</summary>
    public double Quantile(double part)
    {
        var left = (long)Math.Ceiling(part * Count);
        for (var bucket = 0; bucket < _counts.Length && Count > 0; bucket++)
        {
            left -= _counts[bucket];
            if (left <= 0)
            {
                return UpperEndOf(bucket) * 1e3 / Stopwatch.Frequency;
            }
        }

        return double.NaN;
    }

    private static int BucketOf(ulong value)
    {
        if (value < Steps)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2(value) - StepBits;
        return ((shift + 1) << StepBits) + (int)((value >> shift) & (Steps - 1));
    }

    private static double UpperEndOf(int bucket)
    {
        var shift = (bucket >> StepBits) - 1;
        return shift < 0 ? bucket + 1 : Math.ScaleB((bucket & (Steps - 1)) + Steps + 1, shift);
    }
}
