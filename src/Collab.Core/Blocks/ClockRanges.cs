using System.Runtime.InteropServices;

namespace Collab.Core.Blocks;

/// <summary>Clocks of one client as ranges: ascending, apart from each other.</summary>
/// <remarks>Kept in runs of limited size, so that a range put between many others moves a few of them only. No run is
/// empty, but the only one of no ranges may be.</remarks>
internal sealed class ClockRanges
{
    private const int MaxRun = 256;

    private readonly List<Run> _runs = [];

    // Where an index was last found: whoever asks by index asks for neighbours.
    private (int Run, int FirstIndex) _lastSeen;

    public int Count { get; private set; }

    public ClockRange this[int index]
    {
        get
        {
            var (run, first) = _lastSeen;
            while (index < first)
            {
                first -= _runs[--run].Count;
            }

            while (index - first >= _runs[run].Count)
            {
                first += _runs[run++].Count;
            }

            _lastSeen = (run, first);
            return _runs[run].Ranges[index - first];
        }
    }

    public Enumerator GetEnumerator() => new(this);

    /// <summary>All ranges; a copy if there are many.</summary>
    public ReadOnlySpan<ClockRange> AsSpan()
    {
        if (_runs.Count == 1)
        {
            return _runs[0].Ranges.AsSpan(0, Count);
        }

        var all = new ClockRange[Count];
        var next = 0;
        foreach (var range in this)
        {
            all[next++] = range;
        }

        return all;
    }

    public void Clear()
    {
        if (_runs.Count > 1)
        {
            _runs.RemoveRange(1, _runs.Count - 1);
        }

        if (_runs.Count == 1)
        {
            _runs[0].Count = 0;
        }

        Count = 0;
        _lastSeen = default;
    }

    /// <summary>Adds clocks; what overlaps or touches becomes one range.</summary>
    /// <returns>False if all of them were in already.</returns>
    public bool Add(int start, int end)
    {
        if (start >= end)
        {
            return false;
        }

        // The first range that could touch: everything before it ends before start.
        var (runIndex, first) = FirstEndingAtOrAfter(start);
        if (runIndex == _runs.Count)
        {
            Insert(Math.Max(0, _runs.Count - 1), _runs.Count == 0 ? 0 : _runs[^1].Count, new ClockRange(start, end));
            return true;
        }

        var run = _runs[runIndex];
        ref var range = ref run.Ranges[first];
        if (range.Start > end)
        {
            Insert(runIndex, first, new ClockRange(start, end));
            return true;
        }

        if (range.Start <= start && end <= range.End)
        {
            return false;
        }

        range = new ClockRange(Math.Min(start, range.Start), Math.Max(end, range.End));
        JoinWithNext(runIndex, first);
        return true;
    }

    /// <summary>Whether any of these clocks is in.</summary>
    public bool Intersects(int start, int end)
    {
        if (start >= end)
        {
            return false;
        }

        var (run, index) = FirstEndingAtOrAfter(start + 1);
        return run < _runs.Count && _runs[run].Ranges[index].Start < end;
    }

    /// <summary>Whether all of these clocks are in.</summary>
    public bool Contains(int start, int end)
    {
        if (start >= end)
        {
            return true;
        }

        var (run, index) = FirstEndingAtOrAfter(end);
        return run < _runs.Count && _runs[run].Ranges[index].Start <= start;
    }

    // If there is none: a run that does not exist.
    private (int Run, int Index) FirstEndingAtOrAfter(int clock)
    {
        var runs = CollectionsMarshal.AsSpan(_runs);

        // Deletes mostly come at or near the end.
        if (Count == 0 || runs[^1].End < clock)
        {
            return (runs.Length, 0);
        }

        var low = 0;
        var high = runs.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = runs[middle].End < clock ? (middle + 1, high) : (low, middle);
        }

        return (low, runs[low].FirstEndingAtOrAfter(clock));
    }

    // A range has grown to the right: takes in those after it that it has come to touch.
    private void JoinWithNext(int runIndex, int index)
    {
        ref var range = ref _runs[runIndex].Ranges[index];
        while (true)
        {
            var (nextRun, next) = index + 1 < _runs[runIndex].Count ? (runIndex, index + 1) : (runIndex + 1, 0);
            if (nextRun == _runs.Count)
            {
                return;
            }

            var run = _runs[nextRun];
            var after = next;
            while (after < run.Count && run.Ranges[after].Start <= range.End)
            {
                after++;
            }

            if (after == next)
            {
                return;
            }

            range = new ClockRange(range.Start, Math.Max(range.End, run.Ranges[after - 1].End));
            Remove(nextRun, next, after - next);
        }
    }

    private void Insert(int runIndex, int index, ClockRange range)
    {
        if (_runs.Count == 0)
        {
            _runs.Add(new Run());
        }

        var run = _runs[runIndex];
        if (run.Count == MaxRun)
        {
            // At the very end a new run follows, so that ranges that come in order fill their runs.
            var kept = runIndex == _runs.Count - 1 && index == MaxRun ? MaxRun : MaxRun / 2;
            var next = run.SplitAt(kept);
            _runs.Insert(runIndex + 1, next);
            (run, index) = index > kept || next.Count == 0 ? (next, index - kept) : (run, index);
        }

        run.Insert(index, range);
        Count++;
        _lastSeen = default;
    }

    private void Remove(int runIndex, int index, int count)
    {
        var run = _runs[runIndex];
        run.Remove(index, count);
        if (run.Count == 0)
        {
            _runs.RemoveAt(runIndex);
        }

        Count -= count;
        _lastSeen = default;
    }

    public struct Enumerator(ClockRanges ranges)
    {
        private int _run;
        private int _index = -1;

        public readonly ClockRange Current => ranges._runs[_run].Ranges[_index];

        public bool MoveNext()
        {
            if (_run < ranges._runs.Count && ++_index == ranges._runs[_run].Count)
            {
                _run++;
                _index = 0;
            }

            return _run < ranges._runs.Count;
        }
    }

    private sealed class Run
    {
        public ClockRange[] Ranges { get; private set; } = new ClockRange[2];

        public int Count { get; set; }

        public int End => Ranges[Count - 1].End;

        public int FirstEndingAtOrAfter(int clock)
        {
            var low = 0;
            var high = Count - 1;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                (low, high) = Ranges[middle].End < clock ? (middle + 1, high) : (low, middle);
            }

            return low;
        }

        public void Insert(int index, ClockRange range)
        {
            if (Count == Ranges.Length)
            {
                var larger = new ClockRange[Math.Min(MaxRun, Count * 2)];
                Ranges.AsSpan(0, Count).CopyTo(larger);
                Ranges = larger;
            }

            Ranges.AsSpan(index, Count - index).CopyTo(Ranges.AsSpan(index + 1));
            Ranges[index] = range;
            Count++;
        }

        public void Remove(int index, int count)
        {
            Ranges.AsSpan(index + count, Count - index - count).CopyTo(Ranges.AsSpan(index));
            Count -= count;
        }

        /// <summary>Moves the ranges from an index on into a run of their own.</summary>
        public Run SplitAt(int index)
        {
            var rest = new Run { Ranges = new ClockRange[MaxRun], Count = Count - index };
            Ranges.AsSpan(index, rest.Count).CopyTo(rest.Ranges);
            Count = index;
            return rest;
        }
    }
}
