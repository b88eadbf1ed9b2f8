using System.Diagnostics;
using System.Globalization;
using Collab.Durability.Load;

namespace Collab.Durability.Goals;

/// <summary>How the server ends, told to or killed, and how soon it serves again.</summary>
internal sealed class EndingGoals(Surroundings surroundings)
{
    private const int Restarting = 1012;
    private const int Documents = 200;
    private const int Rate = 2_000;
    private const int Kills = 10;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <summary>SIGTERM with 200 writers connected.</summary>
    public static async Task<IReadOnlyList<GoalResult>> DrainAsync()
    {
        await using var server = await MeasuredServer.StartAsync(binaries: null);
        await using var load = await LoadGenerator.ConnectAsync(
            server.Process.Port, "drain", new LoadPlan(Documents, Rate, WarmUp, Longest));
        load.Start();
        await Task.Delay(WarmUp);

        var start = Stopwatch.GetTimestamp();
        var exitCode = await server.Process.StopAsync();
        var took = Stopwatch.GetElapsedTime(start);
        load.Finish(atOnce: true);

        var closes = load.Connections.Select(connection => Stopwatch.GetElapsedTime(start, connection.ClosedAt).TotalSeconds).Order().ToList();
        var isMet = exitCode == 0 && took.TotalSeconds <= 20
            && load.Connections.All(connection => connection.CloseCode == Restarting);
        return [
            new GoalResult(
                "SIGTERM with 200 writers: all closed with 1012, exit code 0, <= 20 s",
                Text($"{took.TotalSeconds:n2} s, closed after {closes[0]:n2} to {closes[^1]:n2} s, exit code {exitCode}"),
                isMet),
        ];
    }

    /// <summary>kill -9 again and again, each time as soon as an edit was acknowledged.</summary>
    public async Task<IReadOnlyList<GoalResult>> KillAsync()
    {
        var results = new List<GoalResult> { await KillAsync("file store", null) };
        if (surroundings.PostgresBinaries is { } binaries)
        {
            results.Add(await KillAsync("PostgreSQL", binaries));
        }

        return results;
    }

    private static async Task<GoalResult> KillAsync(string name, string? binaries)
    {
        await using var server = await MeasuredServer.StartAsync(binaries);
        await ServeOnceAsync(server, 0);
        await server.Process.KillAsync();
        var start = Stopwatch.GetTimestamp();
        for (var round = 1; round <= Kills; round++)
        {
            await server.Process.StartAsync();
            await ServeOnceAsync(server, round);
            await server.Process.KillAsync();
        }

        var each = Stopwatch.GetElapsedTime(start) / Kills;
        return new GoalResult(
            $"{name}, kill -9 and start again until an edit is acknowledged",
            Text($"{each.TotalSeconds:n2} s a round, {60 / each.TotalSeconds:n0} rounds/min"),
            null);
    }

    private static async Task ServeOnceAsync(MeasuredServer server, int round)
    {
        await using var load = await LoadGenerator.ConnectAsync(
            server.Process.Port, Text($"kill-{round}"), new LoadPlan(8, 800, TimeSpan.Zero, Longest));
        load.Start();
        while (load.Connections.Any(connection => connection.Acknowledged == 0))
        {
            await Task.Delay(Poll);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
