using Collab.Core.Storage;
using Collab.Server.Catalog;
using Collab.Server.Configuration;

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

    public Task<InspectedStorage> InspectAsync(CancellationToken cancellationToken) => throw new InvalidSettingException(
        StorageSettings.KindSetting, $"is {StorageKind.Memory}: there is nothing that outlived a process");
}
