using Collab.Core.Storage;
using Collab.Postgres;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>A commit whose outcome is unknown is repeated, and its updates are there once.</summary>
public sealed class AmbiguousCommitTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const string BlockedSessions = """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and application_name = 'collab'
        """;

    private static readonly TimeSpan Liveness = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CommitFault.AnswerLost)]
    [InlineData(CommitFault.CommitLost)]
    [InlineData(CommitFault.CommitTorn)]
    public async Task A_commit_that_broke_off_is_there_once_after_its_repetition(CommitFault fault)
    {
        await using var direct = await database.OpenEmptyStoreAsync();
        await using var proxy = new CommitProxy(database.ConnectionString);
        await using var store = await database.OpenStoreAsync(proxy.ConnectionString);
        var writer = Guid.NewGuid();
        await store.AppendAsync(Batch(writer, 1, Updates("board", "a")), Cancellation);
        var batch = Batch(writer, 2, Updates("board", "b", "c"), Updates("page", "x"));

        proxy.BreakNextCommit(fault);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(batch, Cancellation));
        Assert.True(proxy.HasBroken);
        var before = await direct.ReadUpdatesAsync("board");
        var results = await store.AppendAsync(batch, Cancellation);

        Assert.Equal(fault == CommitFault.AnswerLost ? ["a", "b", "c"] : ["a"], before);
        Assert.Equal([3, 1], results.Select(result => result.Sequence));
        Assert.Equal(["a", "b", "c"], await store.ReadUpdatesAsync("board"));
        Assert.Equal(["x"], await store.ReadUpdatesAsync("page"));
    }

    [Fact]
    public async Task A_connection_cut_between_any_two_messages_of_an_append_leaves_it_there_once()
    {
        await using var direct = await database.OpenEmptyStoreAsync();
        await using var proxy = new CommitProxy(database.ConnectionString);
        await using var store = await database.OpenStoreAsync(proxy.ConnectionString);
        var writer = Guid.NewGuid();
        await store.AppendAsync(Batch(writer, 1, Updates("board", "0"), Updates("page", "0")), Cancellation);

        var step = 0;
        for (var wasCut = true; wasCut; step++)
        {
            var batch = Batch(writer, step + 2, Updates("page", $"{step + 1}"), Updates("board", $"{step + 1}"));
            var cut = proxy.CutNextTransactionAfter(step);
            var results = await AppendUntilKnownAsync(store, batch);
            wasCut = await cut.WasCut.WaitAsync(Liveness, Cancellation);

            // What was acknowledged is committed when it is: seen on a connection that goes its own way.
            Assert.Equal([step + 2, step + 2], results.Select(result => result.Sequence));
            Assert.Equal($"{step + 1}", (await direct.ReadUpdatesAsync("board"))[^1]);
        }

        Assert.True(step > 20, $"an append has more than {step} messages");
        foreach (var document in new[] { "board", "page" })
        {
            Assert.Equal(Enumerable.Range(0, step + 1).Select(i => $"{i}"), await direct.ReadUpdatesAsync(document));
        }
    }

    [Fact]
    public async Task A_repetition_waits_for_the_first_attempt_while_the_server_still_holds_it()
    {
        await using var direct = await database.OpenEmptyStoreAsync();
        await using var proxy = new CommitProxy(database.ConnectionString);
        await using var store = await database.OpenStoreAsync(proxy.ConnectionString);
        var batch = Batch(Updates("board", "a", "b"));
        proxy.BreakNextCommit(CommitFault.CommitDelayed);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(batch, Cancellation));

        var repetition = store.AppendAsync(batch, Cancellation);
        await WaitForBlockedSessionAsync();
        Assert.False(repetition.IsCompleted);
        proxy.Release();
        var results = await repetition;

        Assert.Equal(2, Assert.Single(results).Sequence);
        Assert.Equal(["a", "b"], await direct.ReadUpdatesAsync("board"));
    }

    [Fact]
    public async Task An_attempt_that_was_cut_off_for_good_does_not_block_its_documents()
    {
        await using var direct = await database.OpenEmptyStoreAsync();
        await using var proxy = new CommitProxy(database.ConnectionString);
        await using var store = await database.OpenStoreAsync(proxy.ConnectionString);
        var batch = Batch(Updates("board", "a"));
        proxy.BreakNextCommit(CommitFault.CommitDelayed);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(batch, Cancellation));

        // The proxy keeps the server's side open: to the server the process looks frozen in the middle of a transaction.
        var results = await direct.AppendAsync(batch, Cancellation).WaitAsync(Liveness, Cancellation);

        Assert.Equal(1, Assert.Single(results).Sequence);
        Assert.Equal(["a"], await direct.ReadUpdatesAsync("board"));
    }

    [Fact]
    public async Task A_session_that_the_server_ends_leaves_nothing_and_the_repetition_appends()
    {
        await using var store = await database.OpenEmptyStoreAsync();
        await store.AppendAsync(Batch(Updates("board", "a")), Cancellation);
        var batch = Batch(Updates("board", "b"), Updates("page", "x"));

        Task<IReadOnlyList<AppendResult>> attempt;
        await using (var connection = await database.ConnectAsync())
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "select from documents where name = 'board' for update";
            await command.ExecuteNonQueryAsync(Cancellation);
            attempt = store.AppendAsync(batch, Cancellation);
            await WaitForBlockedSessionAsync();
            await database.ExecuteAsync(
                BlockedSessions.Replace("count(*)", "pg_terminate_backend(pid)", StringComparison.Ordinal));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => attempt);
        }

        Assert.Empty(await store.ReadUpdatesAsync("page"));
        await store.AppendAsync(batch, Cancellation);
        Assert.Equal(["a", "b"], await store.ReadUpdatesAsync("board"));
        Assert.Equal(["x"], await store.ReadUpdatesAsync("page"));
    }

    [Fact]
    public async Task A_commit_older_than_the_writers_last_is_refused_and_appends_nothing()
    {
        await using var store = await database.OpenEmptyStoreAsync();
        var writer = Guid.NewGuid();
        await store.AppendAsync(Batch(writer, 1, Updates("board", "a")), Cancellation);
        await store.AppendAsync(Batch(writer, 2, Updates("board", "b")), Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(
            () => store.AppendAsync(Batch(writer, 1, Updates("board", "a"), Updates("new", "x")), Cancellation));

        Assert.Equal(["a", "b"], await store.ReadUpdatesAsync("board"));
        Assert.Empty(await store.ReadUpdatesAsync("new"));
    }

    private static async Task<IReadOnlyList<AppendResult>> AppendUntilKnownAsync(
        PostgresDocumentStore store, AppendBatch batch)
    {
        while (true)
        {
            try
            {
                return await store.AppendAsync(batch, Cancellation);
            }
            catch (StoreUnavailableException)
            {
                // The caller keeps the batch and repeats it.
            }
        }
    }

    private async Task WaitForBlockedSessionAsync()
    {
        using var liveness = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        liveness.CancelAfter(Liveness);
        while (await database.ReadAsync<long>(BlockedSessions) == 0)
        {
            await Task.Delay(20, liveness.Token);
        }
    }
}
