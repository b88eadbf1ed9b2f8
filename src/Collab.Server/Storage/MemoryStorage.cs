using Collab.Core.Storage;
using Collab.Server.Catalog;

namespace Collab.Server.Storage;

internal sealed class MemoryStorage : IStorage
{
    public string Place => "memory: nothing outlives this process";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IStorage, MemoryStorage>();
        services.AddSingleton<IDocumentStore, MemoryStore>();
        services.AddSingleton<ICatalog, MemoryCatalog>();
    }

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
