using Collab.Core;
using Collab.Core.Storage;
using Collab.Postgres;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>What is not whole is not loaded, not compacted away and not appended to; other documents go on.</summary>
public sealed class DamagedDocumentTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const string RefusePoison =
        "alter table updates add constraint refusal check (payload <> 'poison'::bytea) not valid";

    private const string AcceptPoison = "alter table updates drop constraint refusal";

    private static readonly DocumentName Board = new("board");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("delete from updates where seq = 4")]
    [InlineData("delete from updates where seq = 6")]
    [InlineData("delete from updates where seq > 2")]
    [InlineData("update updates set payload = set_byte(payload, 0, 0) where seq = 5")]
    [InlineData("update updates set payload = payload || '\\x00' where seq = 5")]
    [InlineData("update updates set payload = case seq when 5 then 'f'::bytea else 'e'::bytea end where seq in (5, 6)")]
    [InlineData("update updates set seq = -seq where seq in (5, 6); update updates set seq = 11 + seq where seq < 0")]
    [InlineData("update checkpoints set state = set_byte(state, 0, 0)")]
    [InlineData("update checkpoints set seq = 3")]
    [InlineData("update documents set checkpoint_seq = 1 where name = 'board'")]
    [InlineData("update documents set checkpoint_seq = 3 where name = 'board'")]
    [InlineData("update documents set next_seq = 6 where name = 'board'")]
    [InlineData("update documents set next_seq = 8 where name = 'board'")]
    [InlineData("delete from checkpoints")]
    public async Task A_damaged_document_is_refused_and_left_as_it_is(string damage)
    {
        await using var store = await OpenAsync();
        await database.ExecuteAsync(damage);
        var before = await ReadAllBytesAsync();

        await Assert.ThrowsAsync<DocumentDamagedException>(() => store.LoadAsync(Board, Cancellation));

        Assert.Equal(before, await ReadAllBytesAsync());
        Assert.Equal(["x"], await store.ReadUpdatesAsync("page"));
    }

    [Fact]
    public async Task A_checkpoint_does_not_replace_a_log_with_a_gap()
    {
        await using var store = await OpenAsync();
        await database.ExecuteAsync("delete from updates where seq = 4");
        var before = await ReadAllBytesAsync();

        await Assert.ThrowsAsync<DocumentDamagedException>(
            () => store.CompactAsync(Board, Checkpoint(6, "made of less"), Cancellation));

        Assert.Equal(before, await ReadAllBytesAsync());
    }

    [Fact]
    public async Task Nothing_is_appended_over_an_update_that_is_there_already()
    {
        await using var store = await OpenAsync();
        await database.ExecuteAsync("update documents set next_seq = 6 where name = 'board'");
        var batch = Batch(Updates("board", "g"), Updates("page", "y"));

        var results = await store.AppendAsync(batch, Cancellation);

        Assert.IsType<DocumentDamagedException>(results[0].Error);
        Assert.Equal(0, results[0].Sequence);
        Assert.Equal(new AppendResult(new DocumentName("page"), 2), results[1]);
        Assert.Equal(["x", "y"], await store.ReadUpdatesAsync("page"));
        Assert.Equal("f"u8.ToArray(), await database.ReadAsync<byte[]>("select payload from updates where seq = 6"));
    }

    [Fact]
    public async Task A_document_that_the_server_refuses_holds_up_no_other_of_its_commit()
    {
        await using var store = await OpenAsync();
        await database.ExecuteAsync(RefusePoison);
        var batch = Batch(Updates("board", "g", "poison"), Updates("new", "poison"), Updates("page", "y"));

        var results = await store.AppendAsync(batch, Cancellation);
        var repeated = await store.AppendAsync(batch, Cancellation);
        await database.ExecuteAsync(AcceptPoison);

        foreach (var answer in new[] { results, repeated })
        {
            Assert.Equal([0, 0, 2], answer.Select(result => result.Sequence));
            Assert.Equal([true, true, false], answer.Select(result => result.Error is not null));
        }

        Assert.Equal(["c", "d", "e", "f"], await store.ReadUpdatesAsync("board"));
        Assert.Equal(["x", "y"], await store.ReadUpdatesAsync("page"));
        Assert.Equal(7, (await store.AppendAsync(Batch(Updates("board", "g")), Cancellation))[0].Sequence);
    }

    [Fact]
    public async Task A_document_of_which_nothing_was_ever_stored_is_neither_loaded_nor_listed()
    {
        await using var store = await OpenAsync();
        await database.ExecuteAsync(RefusePoison);

        await store.AppendAsync(Batch(Updates("new", "poison"), Updates("page", "y")), Cancellation);
        await database.ExecuteAsync(AcceptPoison);

        Assert.Null(await store.LoadAsync(new DocumentName("new"), Cancellation));
        var listed = store.ListAsync(Cancellation).Select(entry => entry.Document.Value);
        Assert.Equal(["board", "page"], await listed.ToListAsync(Cancellation));
        Assert.False(await store.DeleteAsync(new DocumentName("new"), Cancellation));
    }

    [Fact]
    public async Task An_update_too_large_for_a_row_is_refused_alone()
    {
        await using var store = await OpenAsync();
        var large = new byte[PostgresDocumentStore.MaxUpdateBytes + 1];

        var results = await store.AppendAsync(
            Batch(new DocumentUpdates(Board, [large]), Updates("page", "y")), Cancellation);

        Assert.Equal([0, 2], results.Select(result => result.Sequence));
        Assert.IsType<IOException>(results[0].Error, exactMatch: false);
        Assert.Null(results[1].Error);
    }

    /// <summary>A board of a checkpoint at 2 and the updates c to f, and a page of one update.</summary>
    private async Task<PostgresDocumentStore> OpenAsync()
    {
        var store = await database.OpenEmptyStoreAsync();
        await store.AppendAsync(Batch(Updates("board", "a", "b", "c", "d", "e", "f")), Cancellation);
        await store.CompactAsync(Board, Checkpoint(2, "ab"), Cancellation);
        await store.AppendAsync(Batch(Updates("page", "x")), Cancellation);
        return store;
    }

    private Task<string> ReadAllBytesAsync() => database.ReadAsync<string>("""
        select concat((select jsonb_agg(d order by d.id) from documents d),
            (select jsonb_agg(c order by c.document_id) from checkpoints c),
            (select jsonb_agg(u order by u.document_id, u.seq) from updates u))
        """);
}
