namespace Collab.Durability.Tests.Killing;

/// <summary>What was acknowledged survives kill -9 of the server, whoever else dies with it.</summary>
public sealed class KillTests(PostgresCluster cluster)
{
    private const string CommitFirst = "CommitFirst";

    /// <summary>In relay-first this asks for less than the other test does: that is left to the full run.</summary>
    public static TheoryData<ServerStore, string> Modes => Scale.Of<TheoryData<ServerStore, string>>(
        new() { { ServerStore.File, CommitFirst }, { ServerStore.Postgres, CommitFirst } },
        new()
        {
            { ServerStore.File, CommitFirst }, { ServerStore.Postgres, CommitFirst },
            { ServerStore.File, "RelayFirst" }, { ServerStore.Postgres, "RelayFirst" },
        });

    private static int Rounds => Scale.Of(10, 500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerStore.File)]
    [InlineData(ServerStore.Postgres)]
    public async Task Writers_that_outlive_the_server_find_all_that_was_acknowledged_and_bring_back_the_rest(ServerStore store)
    {
        var (server, loop) = await KillLoop.StartAsync(cluster, store);
        await using var _ = server;
        var writers = await loop.ConnectWritersAsync("w");

        for (var round = 0; round < Rounds; round++)
        {
            await loop.KillUnderAsync(writers);
            await loop.AssertStoredAsync(TokensOf(writers, writer => writer.Acknowledged), "acknowledged");
            await server.StartAsync();
            await Task.WhenAll(writers.Select(writer => writer.Client.ReconnectAsync(Cancellation)));
        }

        await Task.WhenAll(writers.Select(writer => writer.Client.WhenSavedAsync(Cancellation)));
        await AssertEqualToANewcomerAsync(server, writers, loop);
        await server.KillAsync();
        await loop.AssertStoredAsync(TokensOf(writers, writer => writer.Written), "written");
        await DisposeAsync(writers);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Nothing_acknowledged_and_in_commit_first_nothing_seen_is_lost_when_all_clients_die_with_the_server(
        ServerStore store, string durability)
    {
        var (server, loop) = await KillLoop.StartAsync(cluster, store, ("Collab__Sessions__Durability", durability));
        await using var _ = server;
        var kept = new List<(string Document, string Token)>();

        for (var round = 0; round < Rounds; round++)
        {
            var writers = await loop.ConnectWritersAsync($"r{round}");
            await loop.KillUnderAsync(writers);

            kept.AddRange(Pairs(writers, writer => writer.Acknowledged));
            if (durability == CommitFirst)
            {
                kept.AddRange(Pairs(writers, SeenFromOthers));
            }

            await loop.AssertStoredAsync(kept.ToLookup(pair => pair.Document, pair => pair.Token), "acknowledged or seen");
            await DisposeAsync(writers);
            await server.StartAsync();
        }
    }

    /// <summary>What stands in a writer's document and it has not written itself.</summary>
    private static IEnumerable<string> SeenFromOthers(TokenWriter writer) =>
        writer.Client.Read(Tokens.Read).Except(writer.Written);

    private static async Task AssertEqualToANewcomerAsync(
        ServerProcess server, List<TokenWriter> writers, KillLoop loop)
    {
        foreach (var document in writers.GroupBy(writer => writer.Document))
        {
            var expected = await Newcomer.ReadTokensAsync(server.Address, document.Key);
            foreach (var writer in document)
            {
                // What others wrote was relayed before it was saved, but may still be on its way.
                await writer.Client.WhenSavedAsync(Cancellation);
                Assert.True(expected.SequenceEqual(writer.Client.Read(Tokens.Read)), $"replicas differ; {loop.Trace}");
            }
        }
    }

    private static ILookup<string, string> TokensOf(
        IEnumerable<TokenWriter> writers, Func<TokenWriter, IEnumerable<string>> tokens) =>
        Pairs(writers, tokens).ToLookup(pair => pair.Document, pair => pair.Token);

    private static IEnumerable<(string Document, string Token)> Pairs(
        IEnumerable<TokenWriter> writers, Func<TokenWriter, IEnumerable<string>> tokens) =>
        writers.SelectMany(writer => tokens(writer).Select(token => (writer.Document, token)));

    private static async Task DisposeAsync(List<TokenWriter> writers)
    {
        foreach (var writer in writers)
        {
            await writer.Client.DisposeAsync();
        }
    }
}
