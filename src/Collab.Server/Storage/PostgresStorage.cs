using Collab.Postgres;
using Collab.Server.Catalog;
using Collab.Server.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collab.Server.Storage;

internal sealed class PostgresStorage(PostgresDocumentStore documents, IOptions<PostgresStoreOptions> options) : IStorage
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

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddPostgresStore(configuration.GetSection(PostgresStoreOptions.SectionName).Bind);
        services.AddSingleton<IStorage, PostgresStorage>();
        services.AddSingleton<ICatalog, PostgresCatalog>();
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await documents.InitializeAsync(cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidSettingException(Setting, $"leads to a database that cannot be used: {e.Message}", e);
        }
    }

    public Task<InspectedStorage> InspectAsync(CancellationToken cancellationToken) => throw new InvalidSettingException(
        StorageSettings.KindSetting, $"is {StorageKind.Postgres}, which this command does not read yet");
}
