using Collab.Core.Blocks;

namespace Collab.Core.Tests.Blocks;

public sealed class ClockRangesTests
{
    private const int Clocks = 20_000;

    public static TheoryData<int, int> Seeds => new()
    {
        { 1, 1 },
        { 2, 3 },
        { 3, 40 },
        { 4, 900 },
    };

    [Theory, MemberData(nameof(Seeds))]
    public void Ranges_added_at_random_are_as_single_clocks_would_be(int seed, int maxLength)
    {
        var random = new Random(seed);
        var isIn = new bool[Clocks];
        var ranges = new ClockRanges();
        for (var i = 0; i < Clocks / maxLength; i++)
        {
            var start = random.Next(Clocks - maxLength);
            var end = start + random.Next(1, maxLength + 1);

            var isContained = ranges.Contains(start, end);
            var isNew = ranges.Add(start, end);

            Assert.Equal(isIn.AsSpan(start..end).Contains(false), isNew);
            Assert.Equal(!isNew, isContained);
            Assert.True(ranges.Contains(start, end));
            isIn.AsSpan(start..end).Fill(true);
        }

        AssertSame(RunsOf(isIn), ranges);
    }

    [Fact]
    public void Ranges_that_come_from_the_last_to_the_first_are_kept_in_order()
    {
        var ranges = new ClockRanges();
        for (var i = 5_000; i > 0; i--)
        {
            ranges.Add(i * 2, (i * 2) + 1);
        }

        AssertSame([.. Enumerable.Range(1, 5_000).Select(i => new ClockRange(i * 2, (i * 2) + 1))], ranges);
    }

    [Fact]
    public void A_range_over_all_others_takes_them_all_in()
    {
        var ranges = new ClockRanges();
        for (var i = 1; i <= 5_000; i++)
        {
            ranges.Add(i * 2, (i * 2) + 1);
        }

        Assert.True(ranges.Add(0, 10_001));

        AssertSame([new ClockRange(0, 10_001)], ranges);
    }

    [Fact]
    public void Cleared_ranges_begin_anew()
    {
        var ranges = new ClockRanges();
        for (var i = 1; i <= 1_000; i++)
        {
            ranges.Add(i * 2, (i * 2) + 1);
        }

        ranges.Clear();

        AssertSame([], ranges);
        Assert.False(ranges.Contains(2, 3));
        Assert.True(ranges.Add(2, 3));
        AssertSame([new ClockRange(2, 3)], ranges);
    }

    private static void AssertSame(ClockRange[] expected, ClockRanges ranges)
    {
        var walked = new List<ClockRange>();
        foreach (var range in ranges)
        {
            walked.Add(range);
        }

        Assert.Equal(expected, walked);
        Assert.Equal(expected, ranges.AsSpan().ToArray());
        Assert.Equal(expected, Enumerable.Range(0, ranges.Count).Select(i => ranges[i]));
        Assert.Equal(expected.Reverse(), Enumerable.Range(0, ranges.Count).Reverse().Select(i => ranges[i]));
    }

    private static ClockRange[] RunsOf(bool[] isIn)
    {
        var runs = new List<ClockRange>();
        for (var clock = 0; clock < isIn.Length; clock++)
        {
            if (isIn[clock] && runs.Count > 0 && runs[^1].End == clock)
            {
                runs[^1] = runs[^1] with { End = clock + 1 };
            }
            else if (isIn[clock])
            {
                runs.Add(new ClockRange(clock, clock + 1));
            }
        }

        return [.. runs];
    }
}
