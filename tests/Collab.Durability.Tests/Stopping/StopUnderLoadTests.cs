namespace Collab.Durability.Tests.Stopping;

/// <summary>SIGTERM under load: what the server took is kept, and everybody is told to come back.</summary>
public sealed class StopUnderLoadTests(PostgresCluster cluster)
{
    private const int Restarting = 1012;
    private const int Writers = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerStore.File)]
    [InlineData(ServerStore.Postgres)]
    public async Task Nothing_that_was_taken_is_lost_when_the_server_is_stopped_under_writers(ServerStore store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        var rounds = Scale.Of(1, 50);
        await using var server = await cluster.StartServerAsync(store);
        var writers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async number =>
        {
            var document = $"stopped/{number % 3}";
            var client = await SyncClient.ConnectAsync(server.Address, document, Cancellation);
            return new TokenWriter(client, document, $"w{number}", number);
        }));

        for (var round = 0; round < rounds; round++)
        {
            var writing = writers.Select(writer => Task.Run(() => writer.WriteAsync(CancellationToken.None))).ToList();
            await Task.WhenAll(writers.Select(writer => writer.Client.WhenEchoedAsync(writer.Client.OwnClock + 100, Cancellation)));
            var exitCode = await server.StopAsync();
            await Task.WhenAll(writing);
            var closes = await Task.WhenAll(writers.Select(writer => writer.Client.Closed));

            Assert.Equal(0, exitCode);
            Assert.All(closes, close => Assert.Equal(Restarting, close.Code));
            await AssertKeptAsync(server, writers);
            await server.StartAsync();
            await Task.WhenAll(writers.Select(writer => writer.Client.ReconnectAsync(Cancellation)));
        }

        await Task.WhenAll(writers.Select(writer => writer.Client.WhenSavedAsync(Cancellation)));
        foreach (var document in writers.GroupBy(writer => writer.Document))
        {
            var read = await Newcomer.ReadTokensAsync(server.Address, document.Key);
            Assert.Equal(document.SelectMany(writer => writer.Written).Order(), read.Order());
        }

        await Task.WhenAll(writers.Select(writer => writer.Client.DisposeAsync().AsTask()));
    }

    /// <summary>What somebody else saw was taken, so it has to be kept; what was kept its writer was told of before it was closed.</summary>
    private static async Task AssertKeptAsync(ServerProcess server, IEnumerable<TokenWriter> writers)
    {
        foreach (var document in writers.GroupBy(writer => writer.Document))
        {
            var stored = Tokens.Read(await OfflineStore.ReadAsync(server, document.Key));
            var seen = document.SelectMany(writer => writer.Client.Read(Tokens.Read).Except(writer.Written));
            Assert.Empty(seen.Except(stored));
            Assert.Equal(stored.Order(), document.SelectMany(writer => writer.Acknowledged).Order());
            Assert.Equal(stored.Count, stored.Distinct().Count());
        }
    }
}
