using System.Text.RegularExpressions;
using Collab.Core;
using Collab.Core.Documents;
using Npgsql;

namespace Collab.Durability.Tests.Order;

/// <summary>No acknowledgement leaves before what it acknowledges is durable.</summary>
public sealed partial class AcknowledgementOrderTests(PostgresCluster cluster)
{
    private const int Clients = 8;
    private const string Root = "order";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>As the kernel sees it: the bytes of a token are written to the log, that file is synced, the bytes are sent.</summary>
    [Fact]
    public async Task No_echo_is_sent_before_the_log_that_holds_its_update_was_synced()
    {
        var acknowledgements = Scale.Of(1000, 10_000);
        await using var server = await ServerProcess.StartNewAsync();
        var trace = Path.Combine(server.DataDirectory, "trace");
        await using (await Strace.AttachAsync(
            server.ProcessId,
            "-o", trace, "-s", "100000", "-e", "signal=none",
            "-e", "trace=pwrite64,pwritev,write,writev,fdatasync,sendto,sendmsg"))
        {
            await WriteOneByOneAsync(server, acknowledgements / Clients, (_, _) => Task.CompletedTask);
        }

        var calls = SystemCallTrace.Read(trace);
        var echoed = 0;
        var tokens = new Dictionary<string, TokenCalls>();
        var synced = new List<(string File, int Began, int Ended)>();
        foreach (var call in calls)
        {
            if (call.Name == "fdatasync")
            {
                synced.Add((FileOf(call), call.Began, call.Ended));
                continue;
            }

            foreach (var token in TokenText().Matches(call.Arguments).Select(match => match.Value).Distinct())
            {
                var isSent = call.Name is "sendto" or "sendmsg";
                if (!isSent)
                {
                    tokens.TryAdd(token, new TokenCalls(call.Ended, FileOf(call)));
                    continue;
                }

                echoed++;
                Assert.True(tokens.TryGetValue(token, out var written), $"{token} was sent before it was written");
                Assert.True(
                    synced.Exists(sync => sync.File == written.File && sync.Began > written.Line && sync.Ended < call.Began),
                    $"{token} was sent in line {call.Began} before the file it was written to in line {written.Line} was synced");
            }
        }

        Assert.Equal(acknowledgements, echoed);
    }

    /// <summary>As the database sees it: commits are made slow, and whoever is told asks on another connection at once.</summary>
    [Fact]
    public async Task What_is_acknowledged_is_visible_to_another_connection_to_the_database_at_that_moment()
    {
        var acknowledgements = Scale.Of(240, 4000);
        await using var server = await cluster.StartServerAsync(ServerStore.Postgres);
        await using var database = NpgsqlDataSource.Create(server.Settings["Collab__Postgres__ConnectionString"]);
        await SlowCommitsAsync(database);

        await WriteOneByOneAsync(server, acknowledgements / Clients, async (client, name) =>
        {
            await AssertCommittedAsync(database, client, name, client.EchoedClock);
            client.Edit(document => Tokens.Append(document, $"asked-{client.OwnClock};"));
            await client.WhenSavedAsync(Cancellation);
            await AssertCommittedAsync(database, client, name, client.SavedClock);
        });
    }

    /// <summary>Each client writes into a document of its own, so that whatever is sent of its tokens is an acknowledgement.</summary>
    private static async Task WriteOneByOneAsync(ServerProcess server, int each, Func<SyncClient, string, Task> acknowledged) =>
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            var name = $"{Root}/{number}";
            await using var client = await SyncClient.ConnectAsync(server.Address, name, Cancellation);
            for (var i = 1; i <= each; i++)
            {
                var clock = client.Edit(document => Tokens.Append(document, $"token-{number}-{i};"));
                await client.WhenEchoedAsync(clock, Cancellation);
                await acknowledged(client, name);
            }
        }));

    // Runs in COMMIT itself: what is told before it has returned is told long before it can be seen.
    private static async Task SlowCommitsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            create function wait_a_little() returns trigger language plpgsql as
                'begin perform pg_sleep(0.003); return null; end';
            create constraint trigger slow_commit after insert on updates
                deferrable initially deferred for each row execute function wait_a_little();
            """);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task AssertCommittedAsync(NpgsqlDataSource database, SyncClient client, string name, ulong clock)
    {
        var committed = await CommittedClockAsync(database, name, client.Id);
        Assert.True(committed >= clock, $"update {clock} of {name} was acknowledged when {committed} were committed");
    }

    private static async Task<ulong> CommittedClockAsync(NpgsqlDataSource database, string name, ClientId client)
    {
        await using var command = database.CreateCommand("""
            select updates.payload from updates join documents on documents.id = updates.document_id
            where documents.name = $1 order by updates.seq desc limit 1
            """);
        command.Parameters.AddWithValue(name);
        return await command.ExecuteScalarAsync(Cancellation) is byte[] newest
            ? Updates.ReadMetadata(newest).To.GetValueOrDefault(client)
            : 0;
    }

    private static string FileOf(SystemCallTrace.Call call) => FileNumber().Match(call.Arguments).Value;

    [GeneratedRegex(@"token-\d+-\d+;")]
    private static partial Regex TokenText();

    [GeneratedRegex(@"^\d+")]
    private static partial Regex FileNumber();

    /// <param name="Line">Where the call that wrote the token had ended.</param>
    private readonly record struct TokenCalls(int Line, string File);
}
