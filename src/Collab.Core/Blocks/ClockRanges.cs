namespace Collab.Core.Blocks;

/// <summary>Clocks of one client as ranges: ascending, apart from each other.</summary>
internal sealed class ClockRanges
{
    private ClockRange[] _ranges = [];

    public int Count { get; private set; }

    public ClockRange this[int index] => _ranges[index];

    public ReadOnlySpan<ClockRange> AsSpan() => _ranges.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Adds clocks; what overlaps or touches becomes one range.</summary>
    /// <returns>False if all of them were in already.</returns>
    public bool Add(int start, int end)
    {
        if (start >= end)
        {
            return false;
        }

        // The first range that could touch: everything before it ends before start.
        var first = FirstEndingAtOrAfter(start);
        var after = first;
        while (after < Count && _ranges[after].Start <= end)
        {
            after++;
        }

        if (after == first)
        {
            InsertAt(first, new ClockRange(start, end));
            return true;
        }

        if (after == first + 1 && _ranges[first].Start <= start && end <= _ranges[first].End)
        {
            return false;
        }

        _ranges[first] = new ClockRange(Math.Min(start, _ranges[first].Start), Math.Max(end, _ranges[after - 1].End));
        Array.Copy(_ranges, after, _ranges, first + 1, Count - after);
        Count -= after - first - 1;
        return true;
    }

    /// <summary>Adds many ranges at once, in time linear in both: one by one, each might move all that is behind it.</summary>
    /// <param name="ranges">By their starts; they may overlap.</param>
    /// <returns>False if all of their clocks were in already.</returns>
    public bool AddSorted(ReadOnlySpan<ClockRange> ranges)
    {
        if (ranges.Length == 1)
        {
            return Add(ranges[0].Start, ranges[0].End);
        }

        var before = CountClocks();
        var old = AsSpan();
        _ranges = new ClockRange[Count + ranges.Length];
        Count = 0;
        while (!old.IsEmpty || !ranges.IsEmpty)
        {
            ref var next = ref ranges.IsEmpty || (!old.IsEmpty && old[0].Start <= ranges[0].Start) ? ref old : ref ranges;
            Add(next[0].Start, next[0].End);
            next = next[1..];
        }

        return CountClocks() > before;
    }

    /// <summary>Whether any of these clocks is in.</summary>
    public bool Intersects(int start, int end)
    {
        var index = FirstEndingAtOrAfter(start + 1);
        return start < end && index < Count && _ranges[index].Start < end;
    }

    /// <summary>Whether all of these clocks are in.</summary>
    public bool Contains(int start, int end)
    {
        var index = FirstEndingAtOrAfter(end);
        return start >= end || (index < Count && _ranges[index].Start <= start);
    }

    private long CountClocks()
    {
        var count = 0L;
        foreach (var range in AsSpan())
        {
            count += range.End - range.Start;
        }

        return count;
    }

    private int FirstEndingAtOrAfter(int clock)
    {
        // Deletes mostly come at or near the end.
        if (Count == 0 || _ranges[Count - 1].End < clock)
        {
            return Count;
        }

        var low = 0;
        var high = Count - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_ranges[middle].End < clock)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void InsertAt(int index, ClockRange range)
    {
        if (Count == _ranges.Length)
        {
            Array.Resize(ref _ranges, Math.Max(2, Count * 2));
        }

        Array.Copy(_ranges, index, _ranges, index + 1, Count - index);
        _ranges[index] = range;
        Count++;
    }
}
