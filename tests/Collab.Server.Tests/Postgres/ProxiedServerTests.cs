using CollabServer = Collab.Tests.Support.ServerProcess;

namespace Collab.Server.Tests.Postgres;

/// <summary>A whole server whose way to the database breaks before, in and after a commit: its clients are told that a token is
/// saved once it is in the database, it is there once, and none is lost.</summary>
public sealed class ProxiedServerTests(PostgresCluster cluster)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1";
    private static readonly TimeSpan Liveness = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_commit_that_breaks_off_is_made_good_before_anyone_is_told_saved()
    {
        CommitFault[] faults = [CommitFault.CommitLost, CommitFault.CommitTorn, CommitFault.AnswerLost];
        var rounds = IsLong ? 150 : 6;
        return RunAsync((proxy, round) =>
        {
            proxy.BreakNextCommit(faults[round % faults.Length]);
            return (Task.CompletedTask, () => round < rounds);
        });
    }

    [Fact]
    public Task A_connection_cut_between_any_two_messages_of_a_commit_loses_and_doubles_nothing()
    {
        // All of them are tried on the store alone in every run (AmbiguousCommitTests).
        var stride = IsLong ? 1 : 7;
        return RunAsync((proxy, round) =>
        {
            var cut = proxy.CutNextTransactionAfter((round - 1) * stride);
            return (cut.WasCut, () => cut.WasCut.Result);
        });
    }

    /// <param name="sabotage">Arms the proxy for a round, from 1 on; gives what the round waits for, and what then tells whether
    /// there is another.</param>
    private async Task RunAsync(Func<CommitProxy, int, (Task Done, Func<bool> HasMore)> sabotage)
    {
        await using var database = new PostgresDatabase(cluster);
        await using (await database.OpenEmptyStoreAsync())
        {
        }

        await using var proxy = new CommitProxy(database.ConnectionString);
        await using var server = await CollabServer.StartNewAsync(
            ("Collab__Storage", "Postgres"),
            ("Collab__Postgres__ConnectionString", proxy.ConnectionString));
        var clients = new List<TokenClient>();
        for (var i = 0; i < 3; i++)
        {
            clients.Add(await TokenClient.ConnectAsync(server.Address, i < 2 ? "shared" : "own", i, Cancellation));
        }

        for (var (round, more) = (1, true); more; round++)
        {
            var (done, hasMore) = sabotage(proxy, round);
            await Task.WhenAll(clients.Select(async client =>
            {
                var token = await client.WriteAsync(Cancellation).WaitAsync(Liveness, Cancellation);
                Assert.Equal((token, 1L), (token, await TokenClient.CountRowsAsync(database, token)));
            }));
            await done.WaitAsync(Liveness, Cancellation);
            Assert.True(proxy.HasBroken);
            more = hasMore();
        }

        foreach (var token in clients.SelectMany(client => client.Saved))
        {
            Assert.Equal((token, 1L), (token, await TokenClient.CountRowsAsync(database, token)));
        }

        await using var store = await database.OpenStoreAsync();
        await StoredTokens.CheckAsync(store, "shared", clients[0], clients[1]);
        await StoredTokens.CheckAsync(store, "own", clients[2]);
        Assert.All(clients, client => Assert.True(client.Client.IsConnected));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }
}
