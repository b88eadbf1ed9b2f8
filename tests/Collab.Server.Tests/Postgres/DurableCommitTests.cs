using Collab.Core.Storage;
using Npgsql;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>An acknowledged append is on the server's disk, whatever server, database, role or a pooler say of commits.</summary>
public sealed class DurableCommitTests(PostgresCluster cluster)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("alter database {0} set synchronous_commit = off")]
    [InlineData("alter role current_user in database {0} set synchronous_commit = local")]
    public async Task A_pooler_that_drops_what_the_store_asks_for_stops_the_start(string weaken)
    {
        await using var database = await CreateAsync(weaken);
        await using var pooler = new CommitProxy(database.ConnectionString) { DropsStartupOptions = true };

        var failure =
            await Assert.ThrowsAsync<InvalidOperationException>(() => database.OpenStoreAsync(pooler.ConnectionString));

        Assert.Contains("synchronous_commit is ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_would_not_commit_to_disk_is_not_used_when_it_opens_later()
    {
        await using var database = await CreateAsync();
        await using var pooler = new CommitProxy(database.ConnectionString) { DropsStartupOptions = true };
        await using var store = await database.OpenStoreAsync(pooler.ConnectionString);
        await store.AppendAsync(Batch(Updates("board", "a")), Cancellation);
        var batch = Batch(Updates("board", "b"));

        await SetAsync(database, "alter database {0} set synchronous_commit = off");
        await EndSessionsAsync(database);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync(batch, Cancellation));
        }

        Assert.Equal(1L, await database.ReadAsync<long>("select count(*) from updates"));
        await SetAsync(database, "alter database {0} reset synchronous_commit");
        Assert.Equal(2, (await store.AppendAsync(batch, Cancellation))[0].Sequence);
    }

    [Fact]
    public async Task A_role_that_commits_without_waiting_does_not_weaken_an_append()
    {
        await using var database = await CreateAsync("alter role current_user in database {0} set synchronous_commit = off");
        await using var store = await database.OpenStoreAsync();
        await WatchCommitsAsync(database);

        await store.AppendAsync(Batch(Updates("board", "a")), Cancellation);

        Assert.Equal("on", await database.ReadAsync<string>("select string_agg(distinct setting, ',') from watched"));
    }

    [Fact]
    public async Task A_session_that_was_changed_after_it_opened_does_not_weaken_an_append()
    {
        await using var database = await CreateAsync();

        // A pooler may give each transaction another session; here it is one that someone else's statement changed.
        var once = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, NoResetOnClose = true };
        await using var store = await database.OpenStoreAsync(once.ConnectionString);
        await database.ExecuteAsync("""
            create function weaken() returns trigger language plpgsql as $$
            begin perform set_config('synchronous_commit', 'off', false); return null; end $$;
            create trigger weaken after delete on documents for each statement execute function weaken();
            """);
        await store.AppendAsync(Batch(Updates("page", "x")), Cancellation);
        await store.DeleteAsync(new Core.DocumentName("page"), Cancellation);
        await WatchCommitsAsync(database);

        await store.AppendAsync(Batch(Updates("board", "a")), Cancellation);

        Assert.Equal("on", await database.ReadAsync<string>("select string_agg(distinct setting, ',') from watched"));
    }

    private async Task<PostgresDatabase> CreateAsync(string? weaken = null)
    {
        var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        if (weaken is not null)
        {
            await SetAsync(database, weaken);
        }

        return database;
    }

    private static Task SetAsync(PostgresDatabase database, string setting) => database.ExecuteAsync(
        setting.Replace("{0}", new NpgsqlConnectionStringBuilder(database.ConnectionString).Database, StringComparison.Ordinal));

    private static Task EndSessionsAsync(PostgresDatabase database) => database.ExecuteAsync("""
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'collab'
        """);

    /// <summary>Notes under which setting updates are inserted.</summary>
    private static Task WatchCommitsAsync(PostgresDatabase database) => database.ExecuteAsync("""
        create table watched (setting text);
        create function watch() returns trigger language plpgsql as $$
        begin insert into watched values (current_setting('synchronous_commit')); return null; end $$;
        create trigger watch after insert on updates for each statement execute function watch();
        """);
}
