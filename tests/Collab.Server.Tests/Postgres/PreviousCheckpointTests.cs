using Collab.Core;
using Collab.Core.Storage;
using Collab.Core.Tests.Sessions;
using Collab.Postgres;
using Microsoft.Extensions.Logging;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>What PostgreSQL keeps of what a checkpoint replaced: what it is good for, when it goes, and that it is in no
/// one's way.</summary>
public sealed class PreviousCheckpointTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const string MakeOlder = "update previous_checkpoints set replaced_at = replaced_at - interval '25 hours'";

    private const string CountKept = "select count(*) from previous_checkpoints";

    private static readonly DocumentName Board = new("board");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_kept_long_enough_is_dropped_within_the_hour()
    {
        var time = new ManualTime();
        await using (await database.OpenEmptyStoreAsync())
        {
        }

        await using var store = await database.OpenStoreAsync(time: time);
        await FillAsync(store, Board);
        time.Advance(TimeSpan.FromHours(23));
        Assert.NotNull(await store.LoadPreviousAsync(Board, Cancellation));

        // The sweep begins to wait for its next turn once the last one is over.
        using var liveness = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        liveness.CancelAfter(TimeSpan.FromSeconds(60));
        while (await store.LoadPreviousAsync(Board, liveness.Token) is not null)
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Delay(10, liveness.Token);
        }

        Assert.Equal(["d"], await store.ReadUpdatesAsync("board"));
        Assert.Equal(4L, await database.ReadAsync<long>("select sum(seq)::bigint from updates"));
        Assert.Equal(0L, await database.ReadAsync<long>(CountKept));
    }

    [Fact]
    public async Task Stores_that_start_at_once_share_the_sweep_of_what_nobody_opens()
    {
        const int Documents = 60;
        var names = Enumerable.Range(0, Documents).Select(i => new DocumentName($"document/{i}")).ToList();
        await using (var store = await database.OpenEmptyStoreAsync())
        {
            foreach (var name in names)
            {
                await FillAsync(store, name);
            }
        }

        await database.ExecuteAsync(MakeOlder);
        var log = new MessageLog();
        var stores = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.OpenStoreAsync(logger: log), Cancellation)));
        await database.WaitForAsync(CountKept, 0L);
        foreach (var name in names)
        {
            Assert.Equal(["d"], await stores[0].ReadUpdatesAsync(name.Value));
            Assert.Null(await stores[0].LoadPreviousAsync(name, Cancellation));
        }

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        Assert.Equal((long)Documents, await database.ReadAsync<long>("select count(*) from updates"));
        Assert.DoesNotContain(log.Messages, message => message.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task What_is_the_last_that_can_be_read_is_not_dropped_however_old_it_is()
    {
        await using (var store = await database.OpenEmptyStoreAsync())
        {
            await FillAsync(store, Board);
        }

        await database.ExecuteAsync($"update checkpoints set state = set_byte(state, 0, 0); {MakeOlder}");
        var log = new MessageLog();
        await using var next = await database.OpenStoreAsync(logger: log);

        await database.WaitForAsync($"{CountKept} where replaced_at > now() - interval '1 hour'", 1L);
        Assert.Equal(["a", "b", "c", "d"], await ReadPreviousAsync(next));
        await database.ExecuteAsync(MakeOlder);
        Assert.True(await next.CompactAsync(Board, Checkpoint(4, "abcd"), Cancellation));

        Assert.Equal(["a", "b", "c", "d"], await ReadPreviousAsync(next));
        Assert.Empty(await next.ReadUpdatesAsync("board"));
        Assert.Contains(log.Messages, message =>
            message.Level == LogLevel.Critical && message.Text.Contains("document board", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("update checkpoints set state = set_byte(state, 0, 0)")]
    [InlineData("update checkpoints set crc = crc + 1")]
    [InlineData("update checkpoints set seq = 2")]
    [InlineData("delete from checkpoints")]
    public async Task A_newest_checkpoint_that_is_damaged_is_made_good_by_the_next(string damage)
    {
        await using var store = await database.OpenEmptyStoreAsync();
        await FillAsync(store, Board);
        await database.ExecuteAsync(damage);
        await Assert.ThrowsAsync<DocumentDamagedException>(() => store.LoadAsync(Board, Cancellation));

        Assert.Equal(["a", "b", "c", "d"], await ReadPreviousAsync(store));
        Assert.Equal(5, (await store.AppendAsync(Batch(Updates("board", "e")), Cancellation))[0].Sequence);
        Assert.True(await store.CompactAsync(Board, Checkpoint(5, "abcde"), Cancellation));

        Assert.Equal("abcde"u8.ToArray(), (await store.LoadAsync(Board, Cancellation))!.Checkpoint!.State.ToArray());
        Assert.Equal(["a", "b", "c", "d", "e"], await ReadPreviousAsync(store));
    }

    [Fact]
    public async Task A_checkpoint_whose_bytes_the_server_lost_is_made_good_by_the_next()
    {
        await using var store = await database.OpenEmptyStoreAsync();
        await FillAsync(store, Board, padding: 100_000);
        await LoseStoredStateAsync("checkpoints");
        await Assert.ThrowsAsync<DocumentDamagedException>(() => store.LoadAsync(Board, Cancellation));

        Assert.Equal(["a", "b", "c", "d"], await ReadPreviousAsync(store));
        Assert.Equal(5, (await store.AppendAsync(Batch(Updates("board", "e")), Cancellation))[0].Sequence);
        await database.ExecuteAsync(MakeOlder);
        Assert.True(await store.CompactAsync(Board, Checkpoint(5, "abcde"), Cancellation));

        Assert.Empty(await store.ReadUpdatesAsync("board"));
        Assert.Equal(["a", "b", "c", "d", "e"], await ReadPreviousAsync(store));
    }

    [Theory]
    [InlineData("update updates set payload = set_byte(payload, 0, 0) where seq = 2")]
    [InlineData("delete from updates where seq = 2")]
    [InlineData("update previous_checkpoints set state = set_byte(state, 0, 0)")]
    [InlineData("update previous_checkpoints set seq = 0, state = null, crc = null")]
    public async Task Damage_in_what_is_only_kept_refuses_nothing(string damage)
    {
        await using var store = await database.OpenEmptyStoreAsync();
        await store.AppendAsync(Batch(Updates("board", "0")), Cancellation);
        await store.CompactAsync(Board, Checkpoint(1, "0"), Cancellation);
        await database.ExecuteAsync(MakeOlder);
        await store.AppendAsync(Batch(Updates("board", "b", "c")), Cancellation);
        await store.CompactAsync(Board, Checkpoint(3, "0bc"), Cancellation);
        await database.ExecuteAsync(damage);
        await Assert.ThrowsAsync<DocumentDamagedException>(() => store.LoadPreviousAsync(Board, Cancellation));
        await using (var inspection = await store.InspectAsync(Cancellation))
        {
            var inspected = await inspection.LoadAsync(Board, Cancellation);
            Assert.Equal(FindingSeverity.Damage, Assert.Single(inspected!.Findings).Severity);
            Assert.Equal(3, inspected.Stored.Sequence);
        }

        Assert.Equal(4, (await store.AppendAsync(Batch(Updates("board", "d")), Cancellation))[0].Sequence);
        Assert.True(await store.CompactAsync(Board, Checkpoint(4, "0bcd"), Cancellation));
        await database.ExecuteAsync(MakeOlder);
        Assert.Equal(5, (await store.AppendAsync(Batch(Updates("board", "e")), Cancellation))[0].Sequence);
        Assert.True(await store.CompactAsync(Board, Checkpoint(5, "0bcde"), Cancellation));

        var previous = await store.LoadPreviousAsync(Board, Cancellation);
        Assert.Equal("0bcd"u8.ToArray(), previous!.Checkpoint!.State.ToArray());
        Assert.Equal(5, previous.Sequence);
    }

    [Fact]
    public async Task An_inspection_shows_what_is_kept()
    {
        await using var store = await database.OpenEmptyStoreAsync();
        await FillAsync(store, Board);
        await database.ExecuteAsync(MakeOlder);
        await store.CompactAsync(Board, Checkpoint(4, "abcd"), Cancellation);

        await using var inspection = await store.InspectAsync(Cancellation);
        var inspected = await inspection.LoadAsync(Board, Cancellation);

        Assert.Equal("abc"u8.ToArray(), inspected!.Previous!.State.ToArray());
        Assert.Equal("d"u8.ToArray(), Assert.Single(inspected.Replaced).ToArray());
        Assert.Empty(inspected.Findings);
    }

    [Fact]
    public async Task An_append_does_not_wait_for_the_sweep()
    {
        await using var store = await database.OpenEmptyStoreAsync();
        await FillAsync(store, Board);
        await using var connection = await database.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "select from previous_checkpoints for update";
        await command.ExecuteNonQueryAsync(Cancellation);

        var results = await store.AppendAsync(Batch(Updates("board", "e")), Cancellation);

        Assert.Equal(5, results[0].Sequence);
    }

    /// <summary>Four updates, and a checkpoint of the first three: kept is the log from the first update on.</summary>
    private static async Task FillAsync(PostgresDocumentStore store, DocumentName document, int padding = 0)
    {
        // Random bytes do not shrink: long ones are stored in a table of their own.
        var random = new byte[padding];
        new Random(1).NextBytes(random);
        await store.AppendAsync(Batch(Updates(document.Value, "a", "b", "c", "d")), Cancellation);
        Assert.True(await store.CompactAsync(document, new Checkpoint(3, (byte[])[.. "abc"u8, .. random]), Cancellation));
    }

    private static async Task<IReadOnlyList<string>> ReadPreviousAsync(PostgresDocumentStore store)
    {
        var previous = await store.LoadPreviousAsync(Board, Cancellation);
        Assert.NotNull(previous);
        Assert.Null(previous.Checkpoint);
        return [.. previous.Updates.Select(update => System.Text.Encoding.UTF8.GetString(update.Span))];
    }

    /// <summary>Makes PostgreSQL itself stumble (XX001): the rows that hold the long bytes of a table's rows are gone.</summary>
    private async Task LoseStoredStateAsync(string table)
    {
        try
        {
            await database.ExecuteAsync("create extension if not exists pg_surgery");
        }
        catch (Npgsql.PostgresException absent)
        {
            Assert.Skip($"the server has no pg_surgery to damage it with: {absent.MessageText}");
        }

        var toast = await database.ReadAsync<string>(
            $"select reltoastrelid::regclass::text from pg_class where relname = '{table}'");
        await database.ExecuteAsync(
            $"select heap_force_kill('{toast}'::regclass, (select array_agg(ctid) from {toast}))");
    }
}
