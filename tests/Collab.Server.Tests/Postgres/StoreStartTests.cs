using Collab.Core.Storage;
using Collab.Postgres;
using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collab.Server.Tests.Postgres;

/// <summary>How the store comes up: schema, settings, registration, and what stops the start.</summary>
public sealed class StoreStartTests(PostgresCluster cluster)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stores_that_start_at_once_on_an_empty_database_make_the_schema_once()
    {
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var store = await database.OpenStoreAsync();
        }, Cancellation)));
        await using var again = await database.OpenStoreAsync();

        Assert.Equal(5, await database.ReadAsync<long>("select count(*) from \"__EFMigrationsHistory\""));
        Assert.Equal(
            "catalog,checkpoints,commits,documents,files,previous_checkpoints,share_links,updates",
            await database.ReadAsync<string>("""
                select string_agg(tablename, ',' order by tablename) from pg_tables
                where schemaname = 'public' and tablename <> '__EFMigrationsHistory'
                """));
        Assert.Empty(await again.ListAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task The_migrations_add_up_to_the_model()
    {
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        await using var context = CreateContext(database.ConnectionString);

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_schema_that_the_migrations_make_is_the_one_of_the_model()
    {
        const string Columns = """
            select string_agg(
                concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name, column_default, is_identity),
                E'\n' order by table_name, column_name)
            from information_schema.columns
            where table_schema = 'public' and table_name <> '__EFMigrationsHistory'
            """;
        const string Indexes = """
            select string_agg(indexdef, E'\n' order by indexdef)
            from pg_indexes
            where schemaname = 'public' and tablename <> '__EFMigrationsHistory'
            """;
        const string Storage = """
            select string_agg(concat(relname, reloptions), ',' order by relname)
            from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '__EFMigrationsHistory'
            """;
        await using var migrated = new PostgresDatabase(cluster);
        await migrated.CreateAsync();
        await using var store = await migrated.OpenStoreAsync();
        await using var created = new PostgresDatabase(cluster);
        await created.CreateAsync();
        await using var context = CreateContext(created.ConnectionString);
        await created.ExecuteAsync(context.Database.GenerateCreateScript());

        foreach (var sql in new[] { Columns, Indexes, Storage })
        {
            Assert.Equal(await created.ReadAsync<string>(sql), await migrated.ReadAsync<string>(sql));
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        await using (await database.OpenStoreAsync())
        {
            await database.ExecuteAsync("""insert into "__EFMigrationsHistory" values ('29990101000000_Later', '99.0')""");
        }

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => database.OpenStoreAsync());

        Assert.Contains("29990101000000_Later", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_hold_every_name_is_refused()
    {
        await using var store = PostgresDatabase.CreateStore(await cluster.CreateDatabaseAsync("LATIN1"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => store.InitializeAsync(Cancellation));

        Assert.Contains("UTF8", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_stops_the_start_with_the_settings_name()
    {
        var there = await cluster.CreateDatabaseAsync();
        var absent = new NpgsqlConnectionStringBuilder(there) { Database = "absent" }.ConnectionString;
        await using var store = PostgresDatabase.CreateStore(absent);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => store.InitializeAsync(Cancellation));

        Assert.Contains("Collab:Postgres:ConnectionString", failure.Message, StringComparison.Ordinal);
        Assert.Contains("absent", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_of_processes_long_gone_are_forgotten_at_the_start()
    {
        await using var database = new PostgresDatabase(cluster);
        await using var store = await database.OpenEmptyStoreAsync();
        await database.ExecuteAsync("""
            insert into commits values (gen_random_uuid(), 1, '{}', now() - interval '31 days');
            insert into commits values (gen_random_uuid(), 2, '{}', now() - interval '29 days')
            """);

        await using var next = await database.OpenStoreAsync();

        await database.WaitForAsync("select sum(number)::bigint from commits", 2L);
    }

    [Fact]
    public async Task Registration_gives_the_store_and_a_catalogue_whose_sessions_commit_synchronously()
    {
        const string Setting = "select setting as \"Value\" from pg_settings where name = 'synchronous_commit'";
        await using var database = new PostgresDatabase(cluster);
        await database.CreateAsync();
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await database.ExecuteAsync($"alter database {name} set synchronous_commit = off");
        await using var services = new ServiceCollection()
            .AddPostgresStore(options => options.ConnectionString = database.ConnectionString)
            .BuildServiceProvider();
        await services.GetRequiredService<PostgresDocumentStore>().InitializeAsync(Cancellation);
        var contexts = services.GetRequiredService<IDbContextFactory<CollabDbContext>>();
        var made = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        // The second context gets the connection that the first gave back to the pool.
        await using (var context = await contexts.CreateDbContextAsync(Cancellation))
        {
            Assert.Equal(["on"], await context.Database.SqlQueryRaw<string>(Setting).ToListAsync(Cancellation));
            context.Catalog.Add(
                new CatalogEntry { Name = "a/b", Sequence = 0, Kind = "board", Title = "", CreatedAt = made, UpdatedAt = made });
            await context.SaveChangesAsync(Cancellation);
        }

        await using (var context = await contexts.CreateDbContextAsync(Cancellation))
        {
            Assert.Equal(["on"], await context.Database.SqlQueryRaw<string>(Setting).ToListAsync(Cancellation));
            Assert.Equal(made, (await context.Catalog.SingleAsync(entry => entry.Name == "a/b", Cancellation)).CreatedAt);
        }

        Assert.Same(services.GetRequiredService<PostgresDocumentStore>(), services.GetRequiredService<IDocumentStore>());
    }

    [Theory]
    [InlineData("", "Collab:Postgres:ConnectionString is missing")]
    [InlineData("Database=collab", "Collab:Postgres:ConnectionString names no Host")]
    [InlineData("Host=localhost;Colour=blue", "Collab:Postgres:ConnectionString is not a connection string")]
    public void A_wrong_connection_string_is_named_before_anything_connects(string connectionString, string message)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => PostgresDatabase.CreateStore(connectionString));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00", "00:00:00.9", false)]
    [InlineData("00:00:00", "00:00:01", true)]
    [InlineData("-00:00:01", "00:00:10", false)]
    [InlineData("1.00:00:00", "00:10:00", true)]
    [InlineData("1.00:00:01", "00:00:10", false)]
    [InlineData("00:01:00", "00:10:00.1", false)]
    public async Task Times_are_checked_at_their_edges(string start, string command, bool valid)
    {
        await using var services = new ServiceCollection().AddPostgresStore(options =>
        {
            options.ConnectionString = "Host=localhost";
            options.StartTimeout = TimeSpan.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
            options.CommandTimeout = TimeSpan.Parse(command, System.Globalization.CultureInfo.InvariantCulture);
        }).BuildServiceProvider();

        var failure = Record.Exception(() => services.GetRequiredService<IDocumentStore>());

        Assert.Equal(valid, failure is null);
        Assert.True(valid || failure is OptionsValidationException);
    }

    private static CollabDbContext CreateContext(string connectionString) =>
        new CollabDbContext(new DbContextOptionsBuilder<CollabDbContext>().UseNpgsql(connectionString).Options);
}
