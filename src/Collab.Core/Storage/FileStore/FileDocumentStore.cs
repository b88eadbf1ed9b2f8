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
    private readonly KeptLogReader _keptLog;
    private readonly KeptSweep _sweep;
    private readonly SpaceReserve _reserve;
    private readonly FileStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly TaskScheduler _scheduler;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _owned;
    private readonly SemaphoreSlim _gate = new(1);
    private bool _disposed;

    private FileDocumentStore(
        IStoreFiles files, DocumentIndex index, CommitLog log, CheckpointFiles checkpoints, KeptSweep sweep,
        SpaceReserve reserve, FileStoreOptions options, TimeProvider time, TaskScheduler scheduler, ILogger logger,
        List<IDisposable> owned)
    {
        _index = index;
        _log = log;
        _checkpoints = checkpoints;
        _extents = new ExtentReader(files);
        _keptLog = new KeptLogReader(files);
        _sweep = sweep;
        _reserve = reserve;
        _options = options;
        _time = time;
        _scheduler = scheduler;
        _logger = logger;
        _owned = owned;
    }

    public TimeSpan CommitInterval => _options.CommitInterval;

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
            var recovered = new LogRecovery(files, checkpoints, index, ledger, logger, report).Run(Now(time));
            foreach (var document in index.CheckpointsIn(recovered.Segments))
            {
                checkpoints.SyncDirectories(document);
            }

            var sweep = new KeptSweep(index, checkpoints, logger);
            sweep.Run(options.KeepReplacedFor, Now(time), SweptAtStart);
            var reserve = new SpaceReserve(files, options.ReserveBytes);
            reserve.Hold();
            var writer = new LogWriter(files, recovered, index, sweep, reserve, options, time, logger);
            try
            {
                writer.StartSegment(makesRoom: true);
                RemoveSuperfluous(index, checkpoints, recovered);
            }
            catch (Exception failure) when (StorageFailure.IsDiskFull(failure))
            {
                // Documents load; the first append starts the segment, when there is room.
                Log.Full(logger, failure);
            }

            var log = new CommitLog(index, ledger, writer, options, time, logScheduler, logger);
            return new FileDocumentStore(
                files, index, log, checkpoints, sweep, reserve, options, time, fileScheduler, logger, [held]);
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

    /// <summary>Removes the checkpoints of documents that are durably deleted, and what lies beside those that are
    /// kept.</summary>
    private static void RemoveSuperfluous(DocumentIndex index, CheckpointFiles checkpoints, RecoveredLog recovered)
    {
        foreach (var document in index.StaleCheckpoints())
        {
            RemoveStale(index, checkpoints, document);
        }

        foreach (var document in recovered.Checkpointed)
        {
            if (index.CheckpointsOf(document) is var (life, sequences))
            {
                StorageFailure.Ignore(() => checkpoints.Retain(document, life, sequences));
            }
        }
    }

    private static void RemoveStale(DocumentIndex index, CheckpointFiles checkpoints, DocumentName document)
    {
        if (index.CheckpointsOf(document) is var (life, sequences))
        {
            checkpoints.Retain(document, life, sequences);
            checkpoints.Sync(document);
        }
        else
        {
            checkpoints.Delete(document);
        }

        index.ForgetStaleCheckpoint(document);
    }

    private static long Now(TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

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

        Checkpoint? checkpoint = null;
        if (view.Checkpoint is { } head)
        {
            try
            {
                checkpoint = new Checkpoint(
                    head.Sequence, _checkpoints.Read(document, head.Life, head.Sequence).State);
            }
            catch (DocumentDamagedException damage)
            {
                _index.MarkCheckpointDamaged(document, damage.Message);
                Log.CheckpointDamaged(_logger, document, damage);
                throw;
            }
        }

        try
        {
            return new StoredDocument(checkpoint, _extents.Read(document, view.Extents, checkpoint?.Sequence ?? 0));
        }
        catch (DocumentDamagedException damage)
        {
            _index.MarkDamaged(document, damage.Message);
            Log.Damaged(_logger, document, damage);
            throw;
        }
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
                RemoveStale(_index, _checkpoints, document);
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

        [LoggerMessage(LogLevel.Error, "The disk is full: documents load, and appends fail until there is room")]
        public static partial void Full(ILogger logger, Exception failure);

        [LoggerMessage(LogLevel.Error, "The newest checkpoint of document '{Document}' cannot be read")]
        public static partial void CheckpointDamaged(ILogger logger, DocumentName document, Exception damage);

        [LoggerMessage(LogLevel.Error, "What is kept of document '{Document}' beside its newest checkpoint cannot be read")]
        public static partial void PreviousDamaged(ILogger logger, DocumentName document, Exception damage);

        [LoggerMessage(LogLevel.Warning, "Document '{Document}' is deleted, but not yet its checkpoint file")]
        public static partial void CheckpointStays(ILogger logger, DocumentName document, Exception failure);
    }
}
