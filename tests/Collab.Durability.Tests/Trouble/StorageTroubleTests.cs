using System.Diagnostics;
using System.Net.WebSockets;

namespace Collab.Durability.Tests.Trouble;

/// <summary>The store goes away under load, and comes back: people are told, edit on within a bound, and lose nothing.</summary>
public sealed class StorageTroubleTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private const string Document = "troubled";
    private const int StorageTrouble = 4503;
    private const int Writers = 4;
    private const int MaxUncommittedBytes = 256 << 10;
    private const int LongTokenLength = 20_000;
    private const int MostTokens = 600;

    // Kept as it came and in the document, all that is written would be 96 MiB.
    private const long MostMemory = 40 << 20;

    // Ten times what is promised.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How long the store stays away once all is seen that has to be seen meanwhile.</summary>
    private static TimeSpan Away => Scale.Of(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    [Theory]
    [InlineData(ServerStore.File)]
    [InlineData(ServerStore.Postgres)]
    public async Task Editing_goes_on_while_the_store_is_away_and_all_is_saved_when_it_is_back(ServerStore store)
    {
        await using var server = await StartAsync(store);
        await using var reader = await SyncClient.ConnectAsync(server.Address, Document, Cancellation);
        var writers = await ConnectWritersAsync(server);
        using var stop = new CancellationTokenSource();
        var writing = writers.Select(writer => Task.Run(() => writer.WriteAsync(stop.Token))).ToList();
        await Task.WhenAll(writers.Select(writer => writer.Client.WhenEchoedAsync(1, Cancellation)));

        await using var outage = await TakeAwayAsync(store, server);
        await WaitUntilAsync("the news of the trouble", () => writers.All(writer => writer.Client.Statuses.Count > 0));
        var seenAtTrouble = reader.Read(Tokens.Read).Count;
        await WaitUntilAsync("what others wrote after it", () => reader.Read(Tokens.Read).Count > seenAtTrouble + 100);
        await Task.Delay(Away, Cancellation);
        var savedMeanwhile = writers.ConvertAll(writer => writer.AcknowledgedClock);
        Assert.All(writers, writer => Assert.True(writer.Client.IsConnected));
        await outage.DisposeAsync();
        await WaitUntilAsync("the news of its end", () => writers.All(writer => writer.Client.Statuses.Count > 1));
        await stop.CancelAsync();
        await Task.WhenAll(writing);

        await Task.WhenAll(writers.Select(writer => writer.Client.WhenEchoedAsync(writer.Client.OwnClock, Cancellation)));
        Assert.All(writers, writer => Assert.Equal([true, false], writer.Client.Statuses.Select(status => status.IsTrouble)));
        Assert.All(writers.Zip(savedMeanwhile), pair => Assert.True(pair.Second < pair.First.Client.OwnClock));
        await AssertAllStoredAsync(server, writers);
        await DisposeAsync(writers);
    }

    [Theory]
    [InlineData(ServerStore.File)]
    [InlineData(ServerStore.Postgres)]
    public async Task Past_the_bound_writers_wait_then_are_sent_away_and_bring_everything_when_the_store_is_back(ServerStore store)
    {
        await using var server = await StartAsync(
            store,
            ("Collab__Sessions__MaxUncommittedBytes", $"{MaxUncommittedBytes}"),
            ("Collab__Sessions__PauseTimeout", "00:00:02"));
        var writers = await ConnectWritersAsync(server);
        await Task.WhenAll(writers.Select(writer => writer.Client.WhenEchoedAsync(writer.Write(), Cancellation)));

        var outage = await TakeAwayAsync(store, server);
        writers.ForEach(writer => writer.Write());
        await WaitUntilAsync("the news of the trouble", () => writers.TrueForAll(writer => writer.Client.Statuses.Count > 0));
        var before = server.ResidentBytes;
        var writing = writers.Select(writer => Task.Run(() => WriteMuchAsync(writer))).ToList();
        var closes = await Task.WhenAll(writers.Select(writer => writer.Client.Closed)).WaitAsync(Deadline, Cancellation);
        await Task.WhenAll(writing);
        var grown = server.ResidentBytes - before;
        await outage.DisposeAsync();
        await Task.WhenAll(writers.Select(writer => SaveAsync(writer.Client)));

        Assert.All(closes, close => Assert.Equal(StorageTrouble, close.Code));
        Assert.True(grown < MostMemory, $"the server grew from {before} by {grown} bytes");
        Assert.All(writers, writer => Assert.True(writer.Client.OwnClock > MaxUncommittedBytes / LongTokenLength));
        await AssertAllStoredAsync(server, writers);
        await DisposeAsync(writers);
    }

    private Task<ServerProcess> StartAsync(ServerStore store, params IEnumerable<(string Name, string Value)> settings)
    {
        if (store == ServerStore.Postgres)
        {
            cluster.RequireOwnServer();
        }

        return cluster.StartServerAsync(store, [.. settings, ("Logging__LogLevel__Default", "Critical")]);
    }

    private Task<Outage> TakeAwayAsync(ServerStore store, ServerProcess server) =>
        store == ServerStore.Postgres ? Outage.OfAsync(cluster) : Outage.OfDiskAsync(server);

    private static async Task<List<TokenWriter>> ConnectWritersAsync(ServerProcess server)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Writers)
            .Select(_ => SyncClient.ConnectAsync(server.Address, Document, Cancellation)));
        return [.. clients.Select((client, number) => new TokenWriter(client, Document, $"w{number}", number))];
    }

    /// <summary>Writes far more than may wait for the store, as fast as it can, until it is sent away.</summary>
    private static async Task WriteMuchAsync(TokenWriter writer)
    {
        while (writer.Client.IsConnected && writer.Client.OwnClock < MostTokens)
        {
            writer.Write(LongTokenLength);
            await Task.Yield();
        }
    }

    /// <summary>Comes back as a provider does, again and again, until everything is saved: it is sent away again while the server
    /// has not found the store yet.</summary>
    private static async Task SaveAsync(SyncClient client)
    {
        while (true)
        {
            try
            {
                await client.ReconnectAsync(Cancellation);
                await client.WhenSavedAsync(Cancellation);
                return;
            }
            catch (Exception exception) when (exception is SyncClosedException or WebSocketException)
            {
                await Task.Delay(Poll, Cancellation);
            }
        }
    }

    private static async Task AssertAllStoredAsync(ServerProcess server, List<TokenWriter> writers)
    {
        await server.KillAsync();
        var stored = Tokens.Read(await OfflineStore.ReadAsync(server, Document));
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Empty(writers.SelectMany(writer => writer.Written).Except(stored.Select(TokenWriter.NameOf)));
    }

    private static async Task WaitUntilAsync(string what, Func<bool> condition)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Deadline, $"{what} did not come in {Deadline}");
            await Task.Delay(Poll, Cancellation);
        }
    }

    private static async Task DisposeAsync(List<TokenWriter> writers)
    {
        foreach (var writer in writers)
        {
            await writer.Client.DisposeAsync();
        }
    }
}
