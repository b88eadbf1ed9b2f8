using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Benchmarks.Sessions;

/// <summary>Sessions over a file store in a directory of their own, which goes with them.</summary>
internal sealed class SessionHost : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("collab-sessions-").FullName;
    private readonly FileDocumentStore _store;
    private readonly Guid _writer = Guid.NewGuid();
    private long _commits;

    public SessionHost()
    {
        _store = FileDocumentStore.Open(
            new FileStoreOptions { Directory = _directory }, TimeProvider.System, NullLogger<FileDocumentStore>.Instance);
        Sessions = Open();
    }

    public SessionRegistry Sessions { get; private set; }

    /// <summary>Stores a document as a checkpoint without log, as one that is read more than written is.</summary>
    public async Task StoreCheckpointAsync(DocumentName name, ReadOnlyMemory<byte> state)
    {
        var commit = new CommitId(_writer, ++_commits);
        await _store.AppendAsync(new AppendBatch(commit, [new DocumentUpdates(name, [state])]), CancellationToken.None);
        await _store.CompactAsync(name, new Checkpoint(1, state), CancellationToken.None);
    }

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
        Options = new DocumentSessionOptions { DrainSpread = TimeSpan.Zero, IdleTimeout = TimeSpan.FromHours(1) },
        Loggers = NullLoggerFactory.Instance,
    });
}
