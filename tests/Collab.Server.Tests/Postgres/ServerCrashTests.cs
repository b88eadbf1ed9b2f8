using System.Collections.Concurrent;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>PostgreSQL goes away and comes back; on a server of this class's own.</summary>
public sealed class ServerCrashTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_survives_an_immediate_stop_under_load()
    {
        cluster.RequireOwnServer();
        const int Writers = 6;
        const int Stops = 2;
        await using var own = new PostgresDatabase(cluster);
        await using var store = await own.OpenEmptyStoreAsync();
        var acknowledged = new ConcurrentQueue<(string Document, long Sequence, string Text)>();
        using var enough = new CancellationTokenSource();
        var failures = 0;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var id = Guid.NewGuid();
            for (var number = 1; !enough.IsCancellationRequested; number++)
            {
                var text = $"{writer}/{number}";
                var batch = Batch(id, number, Updates("shared", text), Updates($"own/{writer}", text, "second"));
                var results = await AppendUntilKnownAsync(store, batch, () => Interlocked.Increment(ref failures));
                acknowledged.Enqueue(("shared", results[0].Sequence, text));
                acknowledged.Enqueue(($"own/{writer}", results[1].Sequence - 1, text));
            }
        }, Cancellation)));

        for (var stop = 0; stop < Stops; stop++)
        {
            await WaitForMoreAsync(acknowledged, 200);
            await cluster.StopImmediateAsync();
            await cluster.StartAsync();
        }

        await WaitForMoreAsync(acknowledged, 200);
        await enough.CancelAsync();
        await writing;

        Assert.True(failures > 0, "no append was under way when the server stopped");
        foreach (var document in acknowledged.GroupBy(ack => ack.Document))
        {
            var stored = await store.ReadUpdatesAsync(document.Key);
            Assert.All(document, ack => Assert.Equal(ack.Text, stored[(int)ack.Sequence - 1]));
            Assert.Equal(document.Count() * (document.Key == "shared" ? 1 : 2), stored.Count);
        }
    }

    [Fact]
    public async Task While_the_server_is_away_every_call_says_that_the_store_is_unavailable_and_then_works_again()
    {
        cluster.RequireOwnServer();
        await using var own = new PostgresDatabase(cluster);
        await using var store = await own.OpenEmptyStoreAsync();
        var board = new DocumentName("board");
        await store.AppendAsync(Batch(Updates("board", "a")), Cancellation);

        await cluster.StopImmediateAsync();
        try
        {
            foreach (var call in new Func<Task>[]
            {
                () => store.AppendAsync(Batch(Updates("board", "b")), Cancellation),
                () => store.LoadAsync(board, Cancellation),
                () => store.CompactAsync(board, Checkpoint(1, "a"), Cancellation),
                () => store.DeleteAsync(board, Cancellation),
                async () => await store.ListAsync(Cancellation).AnyAsync(Cancellation),
            })
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(call);
            }
        }
        finally
        {
            await cluster.StartAsync();
        }

        Assert.Equal(["a"], await store.ReadUpdatesAsync("board"));
        Assert.Equal(2, (await store.AppendAsync(Batch(Updates("board", "b")), Cancellation))[0].Sequence);
    }

    [Fact]
    public async Task The_start_waits_for_a_server_that_is_not_up_yet()
    {
        cluster.RequireOwnServer();
        var connectionString = await cluster.CreateDatabaseAsync();
        await using var store = PostgresDatabase.CreateStore(connectionString);
        await cluster.StopImmediateAsync();
        Task starting;
        try
        {
            starting = store.InitializeAsync(Cancellation);
        }
        finally
        {
            await cluster.StartAsync();
        }

        await starting;

        Assert.Empty(await store.ListAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_start_without_a_server_ends_and_names_the_setting()
    {
        cluster.RequireOwnServer();
        var options = new PostgresStoreOptions
        {
            ConnectionString = await cluster.CreateDatabaseAsync(),
            StartTimeout = TimeSpan.Zero,
        };
        await using var store = new PostgresDocumentStore(Options.Create(options), TimeProvider.System, new MessageLog());
        await cluster.StopImmediateAsync();
        try
        {
            var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.InitializeAsync(Cancellation));
            Assert.Contains("Collab:Postgres:ConnectionString", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.StartAsync();
        }
    }

    [Fact]
    public async Task A_server_that_does_not_flush_is_reported_loudly()
    {
        cluster.RequireOwnServer();
        var options = new PostgresStoreOptions { ConnectionString = await cluster.CreateDatabaseAsync() };
        await using var own = new PostgresDatabase(cluster);
        await own.CreateAsync();
        var log = new MessageLog();
        await using var store = new PostgresDocumentStore(Options.Create(options), TimeProvider.System, log);
        try
        {
            await own.ExecuteAsync("alter system set fsync = off");
            await own.ExecuteAsync("alter system set full_page_writes = off");
            await ReloadAsync(own, "off");

            await store.InitializeAsync(Cancellation);
        }
        finally
        {
            await own.ExecuteAsync("alter system reset all");
            await ReloadAsync(own, "on");
        }

        var loud = log.Messages.Where(message => message.Level == LogLevel.Critical).Select(message => message.Text).ToList();
        Assert.Contains(loud, text => text.Contains("fsync = off", StringComparison.Ordinal));
        Assert.Contains(loud, text => text.Contains("full_page_writes = off", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<AppendResult>> AppendUntilKnownAsync(
        PostgresDocumentStore store, AppendBatch batch, Action failed)
    {
        while (true)
        {
            try
            {
                return await store.AppendAsync(batch, Cancellation);
            }
            catch (StoreUnavailableException)
            {
                failed();
                await Task.Delay(Pause, Cancellation);
            }
        }
    }

    private static async Task WaitForMoreAsync<T>(ConcurrentQueue<T> queue, int more)
    {
        var enough = queue.Count + more;
        while (queue.Count < enough)
        {
            await Task.Delay(Pause, Cancellation);
        }
    }

    // The postmaster reads its configuration some time after it was told to.
    private static async Task ReloadAsync(PostgresDatabase database, string expected)
    {
        await database.ExecuteAsync("select pg_reload_conf()");
        while (await database.ReadAsync<string>("select current_setting('fsync')") != expected)
        {
            await Task.Delay(Pause, Cancellation);
        }
    }
}
