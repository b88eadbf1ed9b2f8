using Collab.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Collab.Postgres;

public static class PostgresCollabBuilderExtensions
{
    /// <summary>Keeps documents in PostgreSQL. Its schema is made, or brought up to date, when the host starts.</summary>
    /// <param name="connectionString">Npgsql's, to the primary.</param>
    public static CollabBuilder UsePostgres(this CollabBuilder collab, string connectionString) =>
        collab.UsePostgres(options => options.ConnectionString = connectionString);

    /// <inheritdoc cref="UsePostgres(CollabBuilder, string)"/>
    public static CollabBuilder UsePostgres(this CollabBuilder collab, Action<PostgresStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(collab);
        collab.Services.AddPostgresStore(configure);
        return collab.StartWithPostgres();
    }

    /// <summary>Keeps documents in PostgreSQL, over connections of the host's, which stay the host's to dispose of.</summary>
    /// <remarks>Commits are asked to be on the disk before they are answered, whatever the connections' own settings say. What else
    /// <see cref="PostgresStoreOptions"/> says of connections is the data source's affair: <see cref="PostgresStoreOptions.CommandTimeout"/> and the
    /// time that a transaction may stand idle.</remarks>
    public static CollabBuilder UsePostgres(
        this CollabBuilder collab, NpgsqlDataSource dataSource, Action<PostgresStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(collab);
        ArgumentNullException.ThrowIfNull(dataSource);
        collab.Services.AddPostgresStore(options =>
        {
            options.DataSource = dataSource;
            options.ConnectionString = dataSource.ConnectionString;
            configure?.Invoke(options);
        });
        return collab.StartWithPostgres();
    }

    private static CollabBuilder StartWithPostgres(this CollabBuilder collab)
    {
        collab.UseStore(services => services.GetRequiredService<PostgresDocumentStore>());
        collab.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PostgresStart>());
        return collab;
    }
}
