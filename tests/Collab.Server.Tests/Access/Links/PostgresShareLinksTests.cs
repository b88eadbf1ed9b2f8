using Collab.Core.Storage;
using Collab.Postgres;
using Collab.Postgres.Schema;
using Collab.Server.Access.Links;
using Collab.Server.Tests.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Access.Links;

/// <summary>What every store of share links promises, kept by PostgreSQL.</summary>
public sealed class PostgresShareLinksTests(PostgresDatabase database) : ShareLinksContract, IClassFixture<PostgresDatabase>
{
    private ServiceProvider? _services;

    [Fact]
    public async Task What_was_revoked_lately_is_told_to_other_servers()
    {
        var links = (PostgresShareLinks)Links;
        await links.AddAsync(Link("x", "a"), Cancellation);
        await links.AddAsync(Link("y", "a"), Cancellation);

        await links.RevokeAsync("x", Cancellation);

        Assert.Equal(
            [new RevokedLink("x", new Core.DocumentName("a"))], await links.ListRevokedAsync(TimeSpan.FromMinutes(1), Cancellation));
    }

    [Fact]
    public async Task A_database_that_is_gone_makes_links_unavailable()
    {
        await using var services = Services("Host=127.0.0.1;Port=1;Username=nobody");
        var links = new PostgresShareLinks(services.GetRequiredService<IDbContextFactory<CollabDbContext>>());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => links.AddAsync(Link("x", "a"), Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => links.FindAsync("x", Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => links.RevokeAsync("x", Cancellation));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    private protected override async Task<IShareLinks> OpenEmptyAsync()
    {
        await using (await database.OpenEmptyStoreAsync())
        {
            _services = Services(database.ConnectionString);
        }

        return new PostgresShareLinks(_services.GetRequiredService<IDbContextFactory<CollabDbContext>>());
    }

    private static ServiceProvider Services(string connectionString) => new ServiceCollection()
        .AddPostgresStore(options => options.ConnectionString = connectionString).BuildServiceProvider();
}
