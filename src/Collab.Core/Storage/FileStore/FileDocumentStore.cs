using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Storage.FileStore;

/// <summary>Keeps documents in a directory: the store that needs nothing around it, for one process at a
/// time.</summary>
/// <remarks>
/// All documents share a log: what waits to be appended is written at once and synced once. Checkpoints are files, one
/// a document.
/// docs/persistence.md draws the format and says what survives which crash. Two loops touch the directory: the log's,
/// and
/// one for everything else, which takes one call at a time. Neither waits for the other but a deletion, for the log.
/// </remarks>
public sealed partial class FileDocumentStore : IDocumentStore
{
    private readonly DocumentIndex _index;
    private readonly CommitLog _log;
    private readonly CheckpointFiles _checkpoints;
    private readonly ExtentReader _extents;
    private readonly TaskScheduler _scheduler;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _owned;
    private readonly SemaphoreSlim _gate = new(1);
    private bool _disposed;

    private FileDocumentStore(
        IStoreFiles files, DocumentIndex index, CommitLog log, CheckpointFiles checkpoints, TaskScheduler scheduler,
        ILogger logger, List<IDisposable> owned)
    {
        _index = index;
        _log = log;
        _checkpoints = checkpoints;
        _extents = new ExtentReader(files);
        _scheduler = scheduler;
        _logger = logger;
        _owned = owned;
    }

    /// <summary>Opens the store in a directory, or makes one there; reads the whole log.</summary>
    /// <exception cref="StoreUnavailableException">Another process has the store open, or the directory cannot be
    /// used.</exception>
    /// <exception cref="InvalidDataException">What is there cannot be told to be a store; nothing was
    /// changed.</exception>
    public static FileDocumentStore Open(FileStoreOptions options, TimeProvider time, ILogger<FileDocumentStore> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Directory, nameof(options));
        var logThread = new DedicatedThread("collab file store: log");
        var fileThread = new DedicatedThread("collab file store: files");
        try
        {
            var store = Open(new DiskFiles(options.Directory), options, time, logThread, fileThread, logger);
            store._owned.AddRange([logThread, fileThread]);
            return store;
        }
        catch
        {
            logThread.Dispose();
            fileThread.Dispose();
            throw;
        }
    }

    /// <summary>Opens the store in a file system that is given.</summary>
    /// <param name="logScheduler">Runs the log's loop, which blocks while the disk writes.</param>
    /// <param name="fileScheduler">Runs loads, checkpoints and deletions.</param>
    /// <param name="report">Told what is found; null if nobody asks.</param>
    internal static FileDocumentStore Open(
        IStoreFiles files, FileStoreOptions options, TimeProvider time, TaskScheduler logScheduler,
        TaskScheduler fileScheduler, ILogger logger, RecoveryReport? report = null)
    {
        IDisposable? held = null;
        try
        {
            held = files.Lock("lock");
            files.CreateDirectory(Segment.Directory);
            files.CreateDirectory(CheckpointFiles.Root);
            files.SyncDirectory("");
            var index = new DocumentIndex();
            var ledger = new CommitLedger();
            var checkpoints = new CheckpointFiles(files);
            var recovered = new LogRecovery(files, checkpoints, index, ledger, logger, report).Run();
            SettleCheckpoints(index, checkpoints, recovered);
            var writer = new LogWriter(files, recovered, index, options.SegmentBytes, logger);
            if (writer.StartSegment(recovered.Unsettled) is ({ } frame, var segment))
            {
                frame.RecordIn(ledger);
                index.Apply(frame, segment);
            }

            var log = new CommitLog(index, ledger, writer, options, time, logScheduler, logger);
            return new FileDocumentStore(files, index, log, checkpoints, fileScheduler, logger, [held]);
        }
        catch (Exception failure)
        {
            held?.Dispose();
            if (StorageFailure.Is(failure) && failure is not StoreUnavailableException)
            {
                throw new StoreUnavailableException($"the file store cannot be opened: {failure.Message}", failure);
            }

            throw;
        }
    }

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        var request = new AppendRequest(batch, cancellationToken);
        Check(request);
        await _log.PostAsync(request, cancellationToken);
        return await request.Task;
    }

    public Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken) =>
        OnFilesAsync(() => Task.FromResult(Load(document)), cancellationToken);

    /// <summary>Nothing that was replaced is kept.</summary>
    public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
        Task.FromResult<StoredDocument?>(null);

    public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return OnFilesAsync(() => Task.FromResult(Compact(document, checkpoint)), cancellationToken);
    }

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
        OnFilesAsync(() => DeleteCoreAsync(document, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<StoredDocumentSummary> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var summary in _index.Summarize())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return summary;
        }

        await Task.CompletedTask;
    }

    /// <summary>Finishes what is under way, closes all files and lets another process have the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            await _log.StopAsync();
            foreach (var owned in _owned)
            {
                owned.Dispose();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes the names of checkpoints durable that the log is needed for otherwise, and removes deleted
    /// documents' ones.</summary>
    private static void SettleCheckpoints(DocumentIndex index, CheckpointFiles checkpoints, RecoveredLog recovered)
    {
        foreach (var document in index.StaleCheckpoints())
        {
            checkpoints.Delete(document);
            index.ForgetStaleCheckpoint(document);
        }

        foreach (var document in index.CheckpointsIn(recovered.Segments))
        {
            checkpoints.SyncDirectories(document);
        }
    }

    private static void Check(AppendRequest request)
    {
        if (request.Batch.Id.Number < 1)
        {
            throw new ArgumentException("a writer numbers its commits from 1", nameof(request));
        }

        var documents = request.Batch.Documents;
        if (documents.Any(document => document.Document == default || document.Updates.Count == 0))
        {
            throw new ArgumentException("each document of a batch has a name and at least one update", nameof(request));
        }

        if (documents.Count > 1 && documents.DistinctBy(document => document.Document).Count() < documents.Count)
        {
            throw new ArgumentException("a batch has no document twice", nameof(request));
        }

        if (request.Bytes > FrameCodec.MaxLength / 2)
        {
            throw new ArgumentException(
                $"a batch has at most {FrameCodec.MaxLength / 2} bytes of updates", nameof(request));
        }
    }

    private StoredDocument? Load(DocumentName document)
    {
        if (_index.Find(document) is not { } view)
        {
            return null;
        }

        try
        {
            Checkpoint? checkpoint = null;
            if (view.Checkpoint is { } expected)
            {
                var (head, state) = _checkpoints.Read(document);
                if (head.Life != expected.Life || head.Sequence < expected.Sequence)
                {
                    throw new DocumentDamagedException($"the checkpoint of document '{document}' is an older one");
                }

                checkpoint = new Checkpoint(head.Sequence, state);
            }

            return new StoredDocument(checkpoint, _extents.Read(document, view.Extents, checkpoint?.Sequence ?? 0));
        }
        catch (DocumentDamagedException damage)
        {
            _index.MarkDamaged(document, damage.Message);
            Log.Damaged(_logger, document, damage);
            throw;
        }
    }

    private bool Compact(DocumentName document, Checkpoint checkpoint)
    {
        _ = _index.Find(document);
        var state = checkpoint.State.Span;
        if (_index.PlanCheckpoint(document, checkpoint.Sequence, state.Length, Crc32C.Append(0, state)) is not { } head)
        {
            return false;
        }

        _checkpoints.Write(head, state);
        _index.TakeCheckpoint(head);
        return true;
    }

    private async Task<bool> DeleteCoreAsync(DocumentName document, CancellationToken cancellationToken)
    {
        var request = new DeleteRequest(document, cancellationToken);
        await _log.PostAsync(request, cancellationToken);
        if (!await request.Task)
        {
            return false;
        }

        if (_index.HasStaleCheckpoint(document))
        {
            try
            {
                _checkpoints.Delete(document);
                _index.ForgetStaleCheckpoint(document);
            }
            catch (Exception failure) when (StorageFailure.Is(failure))
            {
                // The log says that it is deleted, and keeps saying so until the file is gone.
                Log.CheckpointStays(_logger, document, failure);
            }
        }

        return true;
    }

    /// <summary>Runs something that touches files, one at a time, on the thread for it.</summary>
    private async Task<T> OnFilesAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.None, _scheduler).Unwrap();
        }
        catch (Exception failure) when (
            StorageFailure.Is(failure) && failure is not (DocumentDamagedException or StoreUnavailableException))
        {
            throw new StoreUnavailableException($"the file store failed: {failure.Message}", failure);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Document '{Document}' is damaged and refused from now on")]
        public static partial void Damaged(ILogger logger, DocumentName document, Exception damage);

        [LoggerMessage(LogLevel.Warning, "Document '{Document}' is deleted, but not yet its checkpoint file")]
        public static partial void CheckpointStays(ILogger logger, DocumentName document, Exception failure);
    }
}
