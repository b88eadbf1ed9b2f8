using System.Diagnostics;
using System.Globalization;
using Collab.Durability.Load;

namespace Collab.Durability.Goals;

/// <summary>PostgreSQL is killed under load and comes back.</summary>
internal sealed class OutageGoals(Surroundings surroundings)
{
    private const int Documents = 200;
    private const int Rate = 2_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public async Task<IReadOnlyList<GoalResult>> RunAsync()
    {
        if (surroundings.PostgresBinaries is null)
        {
            return [GoalResult.Skipped("PostgreSQL killed", surroundings.PostgresAbsence)];
        }

        await using var server = await MeasuredServer.StartAsync(surroundings.PostgresBinaries);
        var plan = new LoadPlan(Documents, Rate, WarmUp, surroundings.Away + Longest);
        await using var load = await LoadGenerator.ConnectAsync(server.Process.Port, "outage", plan);
        load.Start();
        await Task.Delay(WarmUp);

        var killedAt = Stopwatch.GetTimestamp();
        await server.Postgres.StopImmediateAsync();
        await Task.Delay(surroundings.Away);
        var told = load.Connections.Max(connection => connection.TroubleAt);
        var acknowledged = load.Acknowledged;
        await server.Postgres.StartAsync();

        var backAt = Stopwatch.GetTimestamp();
        var sent = load.Connections.Select(connection => connection.Sent).ToList();
        var service = await WaitAsync(backAt, () => load.Acknowledged > acknowledged);
        var all = await WaitAsync(backAt, () => load.Connections.Zip(sent).All(pair => pair.First.Acknowledged >= pair.Second));
        load.Finish(atOnce: true);
        var settled = await load.SettleAsync();

        var everybody = load.Connections.All(connection => connection.TroubleAt > killedAt);
        return [
            Time("PostgreSQL killed: everybody told <= 3 s", everybody ? Stopwatch.GetElapsedTime(killedAt, told) : null, 3),
            Time("PostgreSQL killed: service back <= 5 s after its return", service, 5),
            Time("PostgreSQL killed: all acknowledged <= 10 s after its return", settled ? all : null, 10),
        ];
    }

    private static async Task<TimeSpan?> WaitAsync(long since, Func<bool> condition)
    {
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(since) > Longest)
            {
                return null;
            }

            await Task.Delay(Poll);
        }

        return Stopwatch.GetElapsedTime(since);
    }

    private static GoalResult Time(string goal, TimeSpan? took, double seconds) => new(
        goal,
        took is { } time ? time.TotalSeconds.ToString("n2", CultureInfo.InvariantCulture) + " s" : "never",
        took?.TotalSeconds <= seconds);
}
