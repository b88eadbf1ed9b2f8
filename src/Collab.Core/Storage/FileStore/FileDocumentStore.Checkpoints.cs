namespace Collab.Core.Storage.FileStore;

/// <content>Checkpoints, and what is kept of those that were replaced.</content>
public sealed partial class FileDocumentStore
{
    // So that a day's worth of files to be removed does not keep one caller waiting.
    private const int RemovedAtOnce = 16;
    private const int SweptAtStart = 256;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private long _sweptAt;
    private bool _hasMoreToSweep;

    public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
        OnFilesAsync(() => Task.FromResult(LoadPrevious(document)), cancellationToken);

    public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return OnFilesAsync(() => Task.FromResult(Compact(document, checkpoint)), cancellationToken);
    }

    /// <summary>How often a document of that name was deleted before.</summary>
    internal int LifeOf(DocumentName document) => _index.Locate(document).Life;

    /// <summary>Reads the checkpoints that are kept beside the newest ones, for someone who wants to know how they are.</summary>
    internal void CheckKept(RecoveryReport report)
    {
        foreach (var (document, life, sequence) in _index.KeptCheckpoints())
        {
            try
            {
                _checkpoints.Read(document, life, sequence);
            }
            catch (DocumentDamagedException damage)
            {
                report.Add(
                    FindingSeverity.Damage, $"what is kept beside its newest checkpoint is damaged: {damage.Message}", document);
            }
        }
    }

    private StoredDocument? LoadPrevious(DocumentName document)
    {
        if (_index.FindPrevious(document) is not { } view)
        {
            return null;
        }

        try
        {
            var checkpoint = view.Sequence == 0
                ? null
                : new Checkpoint(view.Sequence, _checkpoints.Read(document, view.Life, view.Sequence).State);
            var updates = _keptLog.Read(document, view);
            updates.AddRange(_extents.Read(document, view.Extents, view.Through));
            return new StoredDocument(checkpoint, updates);
        }
        catch (FileNotFoundException) when (_index.FindPrevious(document) is null)
        {
            // Its time was over meanwhile.
            return null;
        }
        catch (Exception missing) when (missing is DocumentDamagedException or FileNotFoundException)
        {
            var damage = missing as DocumentDamagedException ?? new DocumentDamagedException(
                $"a log segment with updates of document '{document}' is missing", missing);
            _index.MarkPreviousDamaged(document, damage.Message);
            Log.PreviousDamaged(_logger, document, damage);
            throw damage;
        }
    }

    private bool Compact(DocumentName document, Checkpoint checkpoint)
    {
        var state = checkpoint.State;
        var retention = new Retention(_options.KeepReplacedFor, _options.KeepReplacedBytes);
        if (_index.PlanCheckpoint(
            document, checkpoint.Sequence, state.Length, Crc32C.Append(0, state.Span), retention, Now(_time)) is not { } head)
        {
            return false;
        }

        _reserve.Use(() => _checkpoints.Write(head, state.Span));
        _index.TakeCheckpoint(head);
        if (_hasMoreToSweep || _time.GetElapsedTime(_sweptAt) >= SweepInterval)
        {
            _sweptAt = _time.GetTimestamp();
            _hasMoreToSweep = _sweep.Run(_options.KeepReplacedFor, Now(_time), RemovedAtOnce);
        }

        Retain(document);
        foreach (var released in _index.TakeReleased(RemovedAtOnce))
        {
            Retain(released);
        }

        return true;
    }

    /// <summary>Removes the checkpoint files that a document has no need of; what stays is removed at the next start.</summary>
    private void Retain(DocumentName document)
    {
        if (_index.CheckpointsOf(document) is var (life, sequences))
        {
            StorageFailure.Ignore(() => _checkpoints.Retain(document, life, sequences));
        }
    }
}
