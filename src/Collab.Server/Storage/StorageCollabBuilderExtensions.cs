using Collab.AspNetCore;
using Collab.Server.Configuration;

namespace Collab.Server.Storage;

internal static class StorageCollabBuilderExtensions
{
    /// <summary>Registers the documents' store and the catalogue of the kind that is configured.</summary>
    public static CollabBuilder UseStorage(this CollabBuilder collab, StorageSettings settings, IConfiguration configuration)
    {
        collab.Services.AddSingleton(settings);
        switch (settings.Kind)
        {
            case StorageKind.Postgres:
                PostgresStorage.Add(collab, configuration);
                break;
            case StorageKind.Memory:
                MemoryStorage.Add(collab);
                break;
            default:
                FileStorage.Add(collab, settings);
                break;
        }

        return collab;
    }
}
