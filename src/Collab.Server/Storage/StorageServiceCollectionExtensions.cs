using Collab.Server.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Server.Storage;

internal static class StorageServiceCollectionExtensions
{
    /// <summary>Registers the documents' store and the catalogue of the kind that is configured.</summary>
    public static IServiceCollection AddStorage(
        this IServiceCollection services, StorageSettings settings, IConfiguration configuration)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        switch (settings.Kind)
        {
            case StorageKind.Postgres:
                PostgresStorage.Add(services, configuration);
                break;
            case StorageKind.Memory:
                MemoryStorage.Add(services);
                break;
            default:
                FileStorage.Add(services);
                break;
        }

        return services;
    }
}
