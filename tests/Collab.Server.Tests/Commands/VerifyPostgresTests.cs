using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Collab.Postgres;
using Collab.Server.Commands;
using Collab.Server.Configuration;
using Collab.Server.Tests.Postgres;

namespace Collab.Server.Tests.Commands;

/// <summary>What <c>verify</c> says of a database, beside a server that uses it, and that it leaves every row as it was.</summary>
public sealed class VerifyPostgresTests(PostgresDatabase database, PostgresCluster cluster)
    : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Settings =>
        ["--Collab:Storage=Postgres", $"--Collab:Postgres:ConnectionString={database.ConnectionString}"];

    [Fact]
    public async Task A_store_with_log_and_checkpoints_is_sound()
    {
        await using var store = await OpenAsync();

        var report = await VerifyAsync();

        Assert.True(report.IsSound);
        Assert.Equal(
            [("board", 3L, 1L), ("page", 1L, 1L)],
            report.Documents.Select(document =>
                (document.Summary.Document.Value, document.Summary.Sequence, document.Summary.LogUpdates)));
    }

    [Theory]
    [InlineData("update updates set payload = set_byte(payload, 0, 77) where seq = 3", "not those that were written")]
    [InlineData("update updates set seq = 4 where seq = 3", "sequence 3 is missing")]
    [InlineData("delete from updates where seq = 3", "its updates end at 2")]
    [InlineData("update checkpoints set state = set_byte(state, 0, 77)", "not those that were written")]
    [InlineData("delete from checkpoints", "checkpoint at 2 is missing")]
    public async Task A_damaged_row_is_told_of_its_document_alone(string damage, string expected)
    {
        await using var store = await OpenAsync();
        await database.ExecuteAsync(damage);

        var report = await VerifyAsync();

        Assert.Contains(expected, report.DamageOf("board"), StringComparison.Ordinal);
        Assert.Empty(report.DamageOf("page"));
    }

    [Fact]
    public async Task A_malformed_update_is_told_with_its_sequence()
    {
        await using var store = await OpenAsync();
        await store.AppendOneAsync("board", [0xff, 0xff]);

        Assert.Contains("update 4 is no Yjs update", (await VerifyAsync()).DamageOf("board"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_that_lacks_what_it_stands_for_is_told_while_the_log_still_has_it()
    {
        await using var store = await OpenAsync();
        var page = new DocumentName("page");
        await database.ExecuteAsync("create table kept as select * from updates");
        await store.CompactAsync(page, new Checkpoint(1, new Document().EncodeStateAsUpdate()), Cancellation);
        await database.ExecuteAsync("insert into updates select * from kept on conflict do nothing; drop table kept");

        Assert.Contains("lacks what an update before it holds", (await VerifyAsync()).DamageOf("page"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_whose_document_is_gone_are_damage()
    {
        await using var store = await OpenAsync();
        await database.ExecuteAsync("delete from documents where name = 'page'; delete from catalog where name = 'page'");

        var report = await VerifyAsync();

        Assert.Contains("1 updates belong to no document", Assert.Single(report.Findings).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_behind_what_the_catalogue_knows_is_damage()
    {
        await using var store = await OpenAsync();
        await database.ExecuteAsync("update catalog set seq = 9 where name = 'page'");

        Assert.Contains("the catalogue knows it at sequence 9", (await VerifyAsync()).DamageOf("page"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_a_store_is_refused_and_gets_none()
    {
        await using var empty = new PostgresDatabase(cluster);
        await empty.CreateAsync();

        await Assert.ThrowsAsync<InvalidSettingException>(() => VerifyCommand.VerifyAsync(
            [.. Settings[..1], $"--Collab:Postgres:ConnectionString={empty.ConnectionString}"], Cancellation));

        Assert.Equal(0L, await empty.ReadAsync<long>("select count(*) from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_not_waited_for()
    {
        var (exitCode, output, error) = await ServerProcess.RunCommandAsync(
            "verify", Settings[0], "--Collab:Postgres:ConnectionString=Host=127.0.0.1;Port=1;Username=x;Password=secret");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    /// <summary>A board of a checkpoint at 2 and one update, and a page of one update; both in the catalogue.</summary>
    private async Task<PostgresDocumentStore> OpenAsync()
    {
        var store = await database.OpenEmptyStoreAsync();
        var replica = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        replica.GetText("t").Insert(0, "first");
        var update = replica.EncodeStateAsUpdate();
        await store.AppendOneAsync("board", update);
        await store.AppendOneAsync("board", update);
        await store.CompactAsync(new DocumentName("board"), new Checkpoint(2, update), Cancellation);
        await store.AppendOneAsync("board", update);
        await store.AppendOneAsync("page", update);
        await database.ExecuteAsync("""
            insert into catalog (name, seq, kind, title, created_at, updated_at)
            values ('board', 3, 'board', '', now(), now()), ('page', 1, 'page', '', now(), now())
            """);
        return store;
    }

    private async Task<VerifyReport> VerifyAsync()
    {
        var before = await ReadAllAsync();

        var report = await VerifyCommand.VerifyAsync(Settings, Cancellation);

        Assert.Equal(before, await ReadAllAsync());
        return report;
    }

    private Task<string> ReadAllAsync() => database.ReadAsync<string>("""
        select concat((select jsonb_agg(d order by d.id) from documents d),
            (select jsonb_agg(c order by c.document_id) from checkpoints c),
            (select jsonb_agg(u order by u.document_id, u.seq) from updates u),
            (select jsonb_agg(w order by w.writer) from commits w),
            (select jsonb_agg(l order by l.name) from catalog l))
        """);
}
