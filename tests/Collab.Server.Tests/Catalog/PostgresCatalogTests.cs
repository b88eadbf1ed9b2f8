using Collab.Core.Storage;
using Collab.Postgres;
using Collab.Postgres.Schema;
using Collab.Server.Catalog;
using Collab.Server.Tests.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Catalog;

/// <summary>What every catalogue promises, kept by PostgreSQL.</summary>
public sealed class PostgresCatalogTests(PostgresDatabase database) : CatalogContract, IClassFixture<PostgresDatabase>
{
    private ServiceProvider? _services;

    [Fact]
    public async Task A_database_that_is_gone_makes_the_catalogue_unavailable()
    {
        await using var services = Services("Host=127.0.0.1;Port=1;Username=nobody");
        var catalog = new PostgresCatalog(services.GetRequiredService<IDbContextFactory<CollabDbContext>>());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => catalog.ListAsync(Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => catalog.RecordAsync([Record("a", 1)], Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => catalog.FindAsync(new Core.DocumentName("a"), Cancellation));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    private protected override async Task<ICatalog> OpenEmptyAsync()
    {
        await using (await database.OpenEmptyStoreAsync())
        {
            _services = Services(database.ConnectionString);
        }

        return new PostgresCatalog(_services.GetRequiredService<IDbContextFactory<CollabDbContext>>());
    }

    private static ServiceProvider Services(string connectionString) => new ServiceCollection()
        .AddPostgresStore(options => options.ConnectionString = connectionString).BuildServiceProvider();
}
