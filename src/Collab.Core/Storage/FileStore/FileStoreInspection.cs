using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Storage.FileStore;

/// <summary>Looks through a file store's directory with the code that opens one, and changes nothing in it.</summary>
/// <remarks>What a start would write stays in memory (<see cref="OverlayFiles"/>). Until it is disposed of, no server can open
/// the store.</remarks>
public sealed class FileStoreInspection : IStoreInspection
{
    private readonly FileDocumentStore _store;
    private readonly RecoveryReport _report;
    private readonly ExtentReader _log;

    private FileStoreInspection(FileDocumentStore store, RecoveryReport report, IStoreFiles originals)
    {
        _store = store;
        _report = report;
        _log = new ExtentReader(originals);
    }

    public IReadOnlyList<StoreFinding> Findings => _report.Findings;

    /// <summary>Reads the log and the heads of all checkpoints.</summary>
    /// <exception cref="StoreUnavailableException">A server has the store open, there is no store, or the directory cannot
    /// be read.</exception>
    /// <exception cref="InvalidDataException">What is there cannot be told to be a store.</exception>
    /// <exception cref="NotSupportedException">A newer version made the store.</exception>
    public static FileStoreInspection Open(string directory, TimeProvider time)
    {
        var originals = new OverlayFiles(directory);
        ThrowIfNoStore(originals, directory);
        var report = new RecoveryReport();
        var store = FileDocumentStore.Open(
            new OverlayFiles(directory), new FileStoreOptions { Directory = directory, KeepReplacedFor = TimeSpan.MaxValue }, time,
            TaskScheduler.Default, TaskScheduler.Default, NullLogger.Instance, report);
        store.CheckKept(report);
        return new FileStoreInspection(store, report, originals);
    }

    public IAsyncEnumerable<StoredDocumentSummary> ListAsync(CancellationToken cancellationToken) =>
        _store.ListAsync(cancellationToken);

    public async Task<InspectedDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken)
    {
        if (await _store.LoadAsync(document, cancellationToken) is not { } stored)
        {
            return null;
        }

        if (stored.Checkpoint is not { } newest)
        {
            return new InspectedDocument(stored, []);
        }

        var replaced = _log.Read(document, _report.FindReplaced(document, _store.LifeOf(document), newest.Sequence), after: 0);
        return new InspectedDocument(stored, replaced, await LoadPreviousAsync(document, cancellationToken));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>Reads the checkpoint before the newest one; null if none is kept, or it is damaged, which is among the
    /// findings.</summary>
    private async Task<Checkpoint?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken)
    {
        try
        {
            return (await _store.LoadPreviousAsync(document, cancellationToken))?.Checkpoint;
        }
        catch (DocumentDamagedException)
        {
            return null;
        }
    }

    private static void ThrowIfNoStore(OverlayFiles files, string directory)
    {
        if (files.List(Segment.Directory).Count + files.List(CheckpointFiles.Root).Count > 0)
        {
            return;
        }

        try
        {
            files.Open(StoreIdentityFile.Path).Dispose();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StoreUnavailableException($"there is no store in '{directory}'", missing);
        }
    }
}
