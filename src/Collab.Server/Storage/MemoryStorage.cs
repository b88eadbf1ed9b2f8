using Collab.AspNetCore;
using Collab.Server.Access.Links;
using Collab.Server.Catalog;
using Collab.Server.Configuration;
using Collab.Server.Files;

namespace Collab.Server.Storage;

internal sealed class MemoryStorage : IStorage
{
    public string Place => "memory: nothing outlives this process";

    public static void Add(CollabBuilder collab)
    {
        collab.UseMemoryStore();
        collab.Services.AddSingleton<IStorage, MemoryStorage>();
        collab.Services.AddSingleton<ICatalog, MemoryCatalog>();
        collab.Services.AddSingleton<IBlobStore, MemoryBlobStore>();
        collab.Services.AddSingleton<IShareLinks, MemoryShareLinks>();
    }

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<InspectedStorage> InspectAsync(CancellationToken cancellationToken) => throw new InvalidSettingException(
        StorageSettings.KindSetting, $"is {StorageKind.Memory}: there is nothing that outlived a process");
}
