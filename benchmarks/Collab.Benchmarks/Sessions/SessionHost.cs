using Collab.Core.Sessions;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Benchmarks.Sessions;

/// <summary>Sessions over a file store in a directory of their own, which goes with them.</summary>
internal sealed class SessionHost : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("collab-sessions-").FullName;
    private readonly FileDocumentStore _store;

    public SessionHost()
    {
        _store = FileDocumentStore.Open(
            new FileStoreOptions { Directory = _directory }, TimeProvider.System, NullLogger<FileDocumentStore>.Instance);
        Sessions = Open();
    }

    public SessionRegistry Sessions { get; private set; }

    /// <summary>Ends all sessions and begins anew on what they stored.</summary>
    public async Task RestartAsync()
    {
        await Sessions.StopAsync(CancellationToken.None);
        await Sessions.DisposeAsync();
        Sessions = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Sessions.StopAsync(CancellationToken.None);
        await Sessions.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private SessionRegistry Open() => new(new SessionEnvironment
    {
        Store = _store,
        Options = new DocumentSessionOptions { DrainSpread = TimeSpan.Zero },
        Loggers = NullLoggerFactory.Instance,
    });
}
