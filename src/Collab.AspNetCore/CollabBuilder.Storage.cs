using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore;

public sealed partial class CollabBuilder
{
    private const string FileStoreSection = "Collab:FileStore";

    /// <summary>Keeps documents in files, in a directory that has nothing else in it. One process at a time can have it open: a second
    /// host does not start.</summary>
    /// <param name="directory">Made if it is not there; relative to the current directory.</param>
    /// <param name="configure">After the section <c>Collab:FileStore</c> of the configuration.</param>
    public CollabBuilder UseFileStore(string directory, Action<FileStoreOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var options = Services.AddOptions<FileStoreOptions>().BindConfiguration(FileStoreSection)
            .Configure(store => store.Directory = Path.GetFullPath(directory))
            .ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return UseStore(services => FileDocumentStore.Open(
            services.GetRequiredService<IOptions<FileStoreOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<FileDocumentStore>>()));
    }

    /// <summary>Keeps documents in memory: for tests and trials, since they end with the process.</summary>
    public CollabBuilder UseMemoryStore() => UseStore(_ => new MemoryStore());

    /// <summary>Keeps documents in a store of the host's own, which stays the host's to dispose of.</summary>
    public CollabBuilder UseStore(IDocumentStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Services.Replace(ServiceDescriptor.Singleton(store));
        return this;
    }

    /// <summary>Keeps documents in a store of the host's own; of several calls the last one counts.</summary>
    /// <param name="create">Called once, when the host starts; what it throws ends the start. The store is disposed of with the host.</param>
    public CollabBuilder UseStore(Func<IServiceProvider, IDocumentStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }
}
