namespace Collab.Core.Blocks;

/// <summary>By which units an undo brought deleted ones back: rare, and so kept beside the blocks.</summary>
internal sealed class RedoneUnits
{
    private readonly Dictionary<int, List<Run>> _runs = [];

    /// <summary>Notes that a block's units are those from another on, one by one.</summary>
    public void Add(in Block block, BlockId redone)
    {
        if (!_runs.TryGetValue(block.Client, out var runs))
        {
            _runs.Add(block.Client, runs = []);
        }

        runs.Insert(FirstFrom(runs, block.Clock), new Run(block.Clock, redone));
    }

    /// <summary>The unit by which a unit was brought back; it must have been.</summary>
    public BlockId this[BlockId unit]
    {
        get
        {
            var runs = _runs[unit.Client];
            var run = runs[FirstFrom(runs, unit.Clock + 1) - 1];
            return run.Redone with { Clock = run.Redone.Clock + unit.Clock - run.Clock };
        }
    }

    private static int FirstFrom(List<Run> runs, int clock)
    {
        var low = 0;
        var high = runs.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (runs[middle].Clock < clock)
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

    private readonly record struct Run(int Clock, BlockId Redone);
}
