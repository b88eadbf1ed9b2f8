using Collab.Core.Storage;
using Collab.Postgres;
using Collab.Postgres.Schema;
using Collab.Server.Files;
using Collab.Server.Tests.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Files;

/// <summary>What every store of images promises, kept by PostgreSQL.</summary>
public sealed class PostgresBlobStoreTests(PostgresDatabase database) : BlobStoreContract, IClassFixture<PostgresDatabase>
{
    private ServiceProvider? _services;

    [Fact]
    public async Task A_database_that_is_gone_makes_the_storage_unavailable()
    {
        await using var services = Services("Host=127.0.0.1;Port=1;Username=nobody");
        var store = new PostgresBlobStore(services.GetRequiredService<IDbContextFactory<CollabDbContext>>());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.OpenAsync(Document, BlobKey.Thumbnail, Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.EraseAsync(Document, Cancellation));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    private protected override async Task<IBlobStore> OpenAsync()
    {
        await using (await database.OpenEmptyStoreAsync())
        {
            _services = Services(database.ConnectionString);
        }

        return new PostgresBlobStore(_services.GetRequiredService<IDbContextFactory<CollabDbContext>>());
    }

    private static ServiceProvider Services(string connectionString) => new ServiceCollection()
        .AddPostgresStore(options => options.ConnectionString = connectionString).BuildServiceProvider();
}
