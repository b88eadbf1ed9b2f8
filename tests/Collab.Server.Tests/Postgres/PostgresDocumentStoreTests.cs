using Collab.Core.Storage;
using Collab.Core.Tests.Storage;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>What every store promises, kept by PostgreSQL.</summary>
public sealed class PostgresDocumentStoreTests(PostgresDatabase database)
    : DocumentStoreContract, IClassFixture<PostgresDatabase>
{
    private bool _opened;

    [Fact]
    public async Task Characters_past_U_FFFF_are_listed_where_ordinal_order_has_them()
    {
        var cancellation = TestContext.Current.CancellationToken;
        string[] names =
        [
            "z", "\uD7FB", "\uE000", "\uE000a", "\uFF5E", "a\uFF5E", "a\U0001F642", "\U0001F642", "\U0001F642\uE000",
        ];
        await Store.AppendAsync(Batch([.. names.Select(name => Updates(name, "update"))]), cancellation);

        var listed = Store.ListAsync(cancellation).Select(entry => entry.Document.Value);

        Assert.Equal(names.Order(StringComparer.Ordinal), await listed.ToListAsync(cancellation));
    }

    protected override async Task<IDocumentStore> OpenAsync()
    {
        var again = _opened;
        _opened = true;
        return again ? await database.OpenStoreAsync() : await database.OpenEmptyStoreAsync();
    }
}
