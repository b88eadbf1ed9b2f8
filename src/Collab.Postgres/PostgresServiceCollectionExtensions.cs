using Collab.Core.Storage;
using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Collab.Postgres;

/// <summary>Registers the PostgreSQL store.</summary>
public static class PostgresServiceCollectionExtensions
{
    /// <summary>Makes PostgreSQL the <see cref="IDocumentStore"/>; adds a factory of <see cref="CollabDbContext"/>.</summary>
    /// <remarks>The host awaits <see cref="PostgresDocumentStore.InitializeAsync"/> before it serves anything.</remarks>
    public static IServiceCollection AddPostgresStore(
        this IServiceCollection services, Action<PostgresStoreOptions> configure)
    {
        services.AddOptions<PostgresStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<PostgresStoreOptions>, PostgresStoreOptionsValidator>());
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PostgresDocumentStore>();
        services.AddSingleton<IDocumentStore>(provider => provider.GetRequiredService<PostgresDocumentStore>());
        services.AddDbContextFactory<CollabDbContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<PostgresDocumentStore>().DataSource));
        return services;
    }
}
