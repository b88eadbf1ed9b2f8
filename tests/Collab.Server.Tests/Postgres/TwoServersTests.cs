using CollabServer = Collab.Tests.Support.ServerProcess;

namespace Collab.Server.Tests.Postgres;

/// <summary>Two servers on one database, with clients of both writing to the same documents: neither loses, doubles or renumbers
/// what the other's clients were told is saved.</summary>
public sealed class TwoServersTests(PostgresCluster cluster)
{
    private static readonly string[] Documents = ["one", "other"];
    private static readonly TimeSpan Liveness = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_write_and_compact_the_same_documents_while_one_is_killed()
    {
        var rounds = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1" ? 20 : 1;
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        await using var steady = await StartAsync(database);
        await using var killed = await StartAsync(database);
        var all = new List<TokenClient>();
        var onSteady = await ConnectAsync(steady, all);
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(onSteady.Select(writer => writer.WriteAllAsync(enough.Token)));

        for (var round = 0; round < rounds; round++)
        {
            var onKilled = await ConnectAsync(killed, all);
            var doomed = Task.WhenAll(onKilled.Select(writer => writer.WriteAllAsync(CancellationToken.None)));
            await WaitForAsync([.. onSteady, .. onKilled], 40);
            await killed.KillAsync();
            await doomed.WaitAsync(Liveness, Cancellation);
            if (round + 1 < rounds)
            {
                await killed.StartAsync();
            }
        }

        await WaitForAsync(onSteady, 5);
        await enough.CancelAsync();
        await writing.WaitAsync(Liveness, Cancellation);
        await using var store = await database.OpenStoreAsync();
        foreach (var document in Documents)
        {
            await StoredTokens.CheckAsync(store, document, [.. all.Where(writer => writer.Document == document)]);
        }

        Assert.True(
            await database.ReadAsync<long>("select min(checkpoint_seq) from documents") > 0, "nothing was compacted");
        Assert.All(onSteady, writer => Assert.True(writer.Client.IsConnected, steady.Output));
        foreach (var writer in all)
        {
            await writer.DisposeAsync();
        }
    }

    private static Task<CollabServer> StartAsync(PostgresDatabase database) => CollabServer.StartNewAsync(
        ("Collab__Storage", "Postgres"),
        ("Collab__Postgres__ConnectionString", database.ConnectionString),
        ("Collab__Sessions__CheckpointAfterBytes", "1024"));

    private static async Task<TokenClient[]> ConnectAsync(CollabServer server, List<TokenClient> all)
    {
        var connected = await Task.WhenAll(Documents.Select(
            (document, i) => TokenClient.ConnectAsync(server.Address, document, all.Count + i, Cancellation)));
        all.AddRange(connected);
        return connected;
    }

    private static async Task WaitForAsync(IReadOnlyList<TokenClient> writers, int more)
    {
        var enough = writers.ToDictionary(writer => writer, writer => writer.Saved.Count + more);
        using var liveness = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        liveness.CancelAfter(Liveness);
        while (!writers.All(writer => writer.Saved.Count >= enough[writer]))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), liveness.Token);
        }
    }
}
