using System.Diagnostics;
using CollabServer = Collab.Tests.Support.ServerProcess;

namespace Collab.Server.Tests.Postgres;

/// <summary>PostgreSQL crashes or hangs under a running server with clients that write: they stay connected, are told, and lose
/// nothing that they were told is saved.</summary>
public sealed class CrashingPostgresTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private const int Clients = 8;

    private static readonly TimeSpan Liveness = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task What_was_told_saved_survives_an_immediate_stop_and_writing_goes_on() => RunAsync(
        stops: Environment.GetEnvironmentVariable("COLLAB_LONG") == "1" ? 20 : 1,
        async writers =>
        {
            await cluster.StopImmediateAsync();
            try
            {
                await WaitAsync(() => writers.All(writer => writer.Client.Statuses.Any(status => status.IsTrouble)));
            }
            finally
            {
                await cluster.StartAsync();
            }
        });

    [Fact]
    public Task A_database_that_hangs_is_told_as_trouble_and_writing_goes_on_after() => RunAsync(
        stops: 1,
        async writers =>
        {
            await cluster.FreezeAsync();
            try
            {
                await WaitAsync(() => writers.All(writer => writer.Client.Statuses.Any(status => status.IsTrouble)));
            }
            finally
            {
                await cluster.ThawAsync();
            }
        },
        // Shorter than the time after which a slow commit is told: statements break off while it hangs.
        ("Collab__Postgres__CommandTimeout", "00:00:01"));

    private async Task RunAsync(
        int stops, Func<IReadOnlyList<TokenClient>, Task> interrupt, params IEnumerable<(string Name, string Value)> settings)
    {
        cluster.RequireOwnServer();
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        await using var server = await CollabServer.StartNewAsync(
            [("Collab__Storage", "Postgres"), ("Collab__Postgres__ConnectionString", database.ConnectionString), .. settings]);
        var writers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(
            number => TokenClient.ConnectAsync(server.Address, $"document/{number % 3}", number, Cancellation)));
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(writers.Select(writer => writer.WriteAllAsync(enough.Token)));

        for (var stop = 0; stop < stops; stop++)
        {
            await WaitForMoreAsync(writers, 5);
            await interrupt(writers);
            var back = Stopwatch.GetTimestamp();
            await WaitForMoreAsync(writers, 1);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"all wrote again {Stopwatch.GetElapsedTime(back).TotalMilliseconds:F0} ms after the database's return");
        }

        await enough.CancelAsync();
        await writing.WaitAsync(Liveness, Cancellation);
        Assert.All(writers, writer => Assert.True(writer.Client.IsConnected, server.Output));
        Assert.All(writers, writer => Assert.Equal(writer.Written, writer.Saved.Count));
        await using var store = await database.OpenStoreAsync();
        foreach (var document in writers.GroupBy(writer => writer.Document))
        {
            await StoredTokens.CheckAsync(store, document.Key, [.. document]);
        }

        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }
    }

    private static Task WaitForMoreAsync(IReadOnlyCollection<TokenClient> writers, int more)
    {
        var enough = writers.ToDictionary(writer => writer, writer => writer.Saved.Count + more);
        return WaitAsync(() => writers.All(writer => writer.Saved.Count >= enough[writer]));
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        using var liveness = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        liveness.CancelAfter(Liveness);
        while (!condition())
        {
            await Task.Delay(Pause, liveness.Token);
        }
    }
}
