using Collab.Core;
using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>Databases of earlier versions are brought up to date with what is in them.</summary>
public sealed class MigrationTests(PostgresCluster cluster)
{
    private const string First = "20260101000000_CreateStoreAndCatalog";

    private const string Second = "20261121000000_KeepPreviousCheckpoints";

    // The checksums as the first version made them.
    private const string RowsOfTheFirst = """
        insert into documents (name, next_seq, checkpoint_seq, stored_bytes) values ('board', 4, 2, 3), ('page', 2, 0, 1);
        insert into checkpoints (document_id, seq, crc, state) select id, 2, 1667116852, 'ab' from documents where name = 'board';
        insert into updates (document_id, seq, crc, payload) select id, 3, -790887396, 'c' from documents where name = 'board';
        insert into updates (document_id, seq, crc, payload) select id, 1, -1264930263, 'x' from documents where name = 'page';
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_of_the_first_version_load_and_go_on()
    {
        var board = new DocumentName("board");
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        await MigrateAsync(database, First);
        await database.ExecuteAsync(RowsOfTheFirst);

        await using var store = await database.OpenStoreAsync();

        var loaded = await store.LoadAsync(board, Cancellation);
        Assert.Equal("ab"u8.ToArray(), loaded!.Checkpoint!.State.ToArray());
        Assert.Equal(["c"], await store.ReadUpdatesAsync("board"));
        Assert.Equal(["x"], await store.ReadUpdatesAsync("page"));
        Assert.Null(await store.LoadPreviousAsync(board, Cancellation));

        Assert.Equal(4, (await store.AppendAsync(Batch(Updates("board", "d")), Cancellation))[0].Sequence);
        Assert.True(await store.CompactAsync(board, Checkpoint(4, "abcd"), Cancellation));
        var previous = await store.LoadPreviousAsync(board, Cancellation);
        Assert.Equal("ab"u8.ToArray(), previous!.Checkpoint!.State.ToArray());
        Assert.Equal((2, 4), (previous.Checkpoint.Sequence, previous.Sequence));
    }

    [Fact]
    public async Task A_database_can_be_brought_back_to_the_first_version()
    {
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        await using (var store = await database.OpenStoreAsync())
        {
            await store.AppendAsync(Batch(Updates("board", "a", "b", "c")), Cancellation);
            await store.CompactAsync(new DocumentName("board"), Checkpoint(2, "ab"), Cancellation);
        }

        await MigrateAsync(database, First);

        Assert.Equal(3L, await database.ReadAsync<long>("select sum(seq)::bigint from updates"));
        await using var again = await database.OpenStoreAsync();
        Assert.Equal(["c"], await again.ReadUpdatesAsync("board"));
    }

    [Fact]
    public async Task Entries_of_an_earlier_version_are_in_no_folder_and_deleted_ones_do_not_come_back_with_it()
    {
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        await MigrateAsync(database, Second);
        await database.ExecuteAsync("""
            insert into catalog (name, seq, kind, title, created_at, updated_at) values ('a', 1, 'page', '', now(), now()), ('b', 1, 'page', '', now(), now())
            """);

        await using (await database.OpenStoreAsync())
        {
            Assert.Equal(2L, await database.ReadAsync<long>("select count(*) from catalog where folder = '' and not starred and trashed_at is null"));
            await database.ExecuteAsync("update catalog set deleted_at = now() where name = 'b'");
        }

        await MigrateAsync(database, Second);
        Assert.Equal("a", await database.ReadAsync<string>("select string_agg(name, ',') from catalog"));
    }

    private static async Task MigrateAsync(PostgresDatabase database, string migration)
    {
        await using var context = new CollabDbContext(
            new DbContextOptionsBuilder<CollabDbContext>().UseNpgsql(database.ConnectionString).Options);
        await context.GetService<IMigrator>().MigrateAsync(migration, cancellationToken: Cancellation);
    }
}
