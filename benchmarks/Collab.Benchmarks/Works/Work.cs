using System.Diagnostics;

namespace Collab.Benchmarks.Works;

/// <summary>Something to measure, and how to see that it was done.</summary>
internal abstract class Work(string name)
{
    public string Name { get; } = name;

    /// <returns>The median time of a run in milliseconds (or whatever the work counts), and what its first result
    /// was.</returns>
    public abstract (double Value, string Check) Measure();

    /// <param name="repeats">Runs to take the median of; as many as the peers' works have.</param>
    /// <param name="prepare">Not timed.</param>
    /// <param name="check">Not timed; must say the same as the peers' check does.</param>
    public static Work Timed<TInput, TOutput>(
        string name, int repeats, Func<TInput> prepare, Func<TInput, TOutput> run, Func<TOutput, string> check) =>
        new TimedWork<TInput, TOutput>(name, repeats, prepare, run, check);

    private sealed class TimedWork<TInput, TOutput>(
        string name, int repeats, Func<TInput> prepare, Func<TInput, TOutput> run, Func<TOutput, string> check)
        : Work(name)
    {
        public override (double Value, string Check) Measure()
        {
            GC.Collect();
            var times = new double[repeats];
            var seen = "";
            for (var i = 0; i < repeats; i++)
            {
                var input = prepare();
                var start = Stopwatch.GetTimestamp();
                var output = run(input);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (i == 0)
                {
                    seen = check(output);
                }
            }

            Array.Sort(times);
            return (times[repeats / 2], seen);
        }
    }
}
