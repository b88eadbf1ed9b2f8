using Collab.Core.Storage;
using Collab.Core.Tests.Storage;

namespace Collab.Server.Tests.Postgres;

/// <summary>What every store promises, kept by PostgreSQL.</summary>
public sealed class PostgresDocumentStoreTests(PostgresDatabase database)
    : DocumentStoreContract, IClassFixture<PostgresDatabase>
{
    private bool _opened;

    protected override async Task<IDocumentStore> OpenAsync()
    {
        var again = _opened;
        _opened = true;
        return again ? await database.OpenStoreAsync() : await database.OpenEmptyStoreAsync();
    }
}
