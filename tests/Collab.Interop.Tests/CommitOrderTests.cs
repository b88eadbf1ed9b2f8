using Collab.Tests.Support;
using Npgsql;

namespace Collab.Interop.Tests;

/// <summary>The echo is the acknowledgement: seen here from outside, with a database that is made to wait.</summary>
public sealed class CommitOrderTests(NodeClients clients, PostgresCluster cluster)
{
    [Fact]
    public async Task An_update_comes_back_to_its_sender_only_after_it_was_committed()
    {
        var token = TestContext.Current.CancellationToken;
        var database = await cluster.CreateDatabaseAsync();
        await using var server = await ServerProcess.StartNewAsync(
            ("Collab__Storage", "Postgres"), ("Collab__Postgres__ConnectionString", database));
        await using var blocker = new NpgsqlConnection(database);
        await blocker.OpenAsync(token);
        NpgsqlTransaction? block = null;
        var scenario = new Scenario(clients, server)
            .Answering("blockCommits", async () =>
            {
                block = await blocker.BeginTransactionAsync(token);
                await using var command = new NpgsqlCommand("lock table updates in exclusive mode", blocker, block);
                await command.ExecuteNonQueryAsync(token);
            })
            .Answering("unblockCommits", () => block!.RollbackAsync(token));

        var echo = await scenario.RunAsync<Echo>("wire", "echoWaitsForTheCommit");

        Assert.Equal(["awareness"], echo.WhileBlocked);
        Assert.Equal(["update", "barrier"], echo.Afterwards);
    }

    private sealed record Echo(string[] WhileBlocked, string[] Afterwards);
}
