using Collab.AspNetCore;
using Collab.Postgres;
using Collab.Server.Access.Links;
using Collab.Server.Catalog;
using Collab.Server.Configuration;
using Collab.Server.Files;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collab.Server.Storage;

internal sealed class PostgresStorage(
    PostgresDocumentStore documents, ICatalog catalog, IOptions<PostgresStoreOptions> options) : IStorage
{
    private const string Setting = $"{PostgresStoreOptions.SectionName}:{nameof(PostgresStoreOptions.ConnectionString)}";

    public string Place
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString);
            return $"PostgreSQL, database {connection.Database ?? connection.Username} at {connection.Host}:{connection.Port}";
        }
    }

    public static void Add(CollabBuilder collab, IConfiguration configuration)
    {
        collab.UsePostgres(configuration.GetSection(PostgresStoreOptions.SectionName).Bind);
        collab.Services.AddSingleton<IStorage, PostgresStorage>();
        collab.Services.AddSingleton<ICatalog, PostgresCatalog>();
        collab.Services.AddSingleton<IBlobStore, PostgresBlobStore>();
        collab.Services.AddSingleton<PostgresShareLinks>();
        collab.Services.AddSingleton<IShareLinks>(provider => provider.GetRequiredService<PostgresShareLinks>());
        collab.Services.AddHostedService<RevokedLinkWatch>();
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await documents.InitializeAsync(cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw Unusable(e);
        }
    }

    public async Task<InspectedStorage> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            var inspection = await documents.InspectAsync(cancellationToken);

            // Before any document is read: what the catalogue knows, the documents have by then.
            return new InspectedStorage(inspection, await catalog.ListAsync(cancellationToken), []);
        }
        catch (InvalidOperationException e)
        {
            throw Unusable(e);
        }
    }

    private static InvalidSettingException Unusable(InvalidOperationException e) =>
        new(Setting, $"leads to a database that cannot be used: {e.Message}", e);
}
