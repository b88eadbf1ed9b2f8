using Collab.Core.Storage;

namespace Collab.Core.Sessions;

/// <summary>Knows how long and how old the log of an open document is, and when it is time for a checkpoint.</summary>
/// <remarks>
/// Due when the log has many updates, or many bytes, or an old update; but not before it costs half as much to load as the checkpoint,
/// or a large document that is edited all day would be written over and over. An attempt that failed, or whose checkpoint turned
/// out to differ, is repeated when there is as much log again.
/// </remarks>
internal sealed class CheckpointTrigger(DocumentSessionOptions options, TimeProvider time)
{
    /// <summary>What an update costs to load beyond its bytes.</summary>
    private const int BytesPerUpdate = 512;

    private long _sequence;
    private long _updates;
    private long _bytes;
    private long _checkpointBytes;
    private long _failedUpdates;
    private long _failedBytes;

    // When the oldest update came that no attempt has seen.
    private long? _oldestAt;
    private long _startedAt;
    private bool _isBroken;

    /// <summary>Whether there is log that no attempt has seen, or a checkpoint that cannot be read.</summary>
    public bool HasNewLog => _isBroken || _updates > _failedUpdates;

    /// <summary>Whether to try now.</summary>
    public bool IsDue => HasNewLog && (_isBroken || IsLong || IsOld);

    /// <summary>Time until <see cref="IsDue"/> by age alone; null if that does not matter.</summary>
    public TimeSpan? DueIn => _oldestAt is { } oldest && HasNewLog && !IsDue
        ? options.CheckpointAfter - time.GetElapsedTime(oldest)
        : null;

    /// <summary>Bytes of the checkpoint and of the log after it.</summary>
    public long StoredBytes => _checkpointBytes + _bytes;

    private bool IsOld => _oldestAt is { } oldest && time.GetElapsedTime(oldest) >= options.CheckpointAfter;

    private bool IsLong =>
        (_updates >= _failedUpdates + Math.Max(options.CheckpointAfterUpdates, _failedUpdates)
            || _bytes >= _failedBytes + Math.Max(options.CheckpointAfterBytes, _failedBytes))
        && _bytes + (_updates * BytesPerUpdate) >= _checkpointBytes / 2;

    /// <summary>The document was read from the store.</summary>
    /// <param name="isFallback">Its newest checkpoint could not be read and should be replaced soon.</param>
    public void Loaded(StoredDocument? stored, bool isFallback)
    {
        _sequence = stored?.Sequence ?? 0;
        _updates = stored?.Updates.Count ?? 0;
        _bytes = stored?.LogBytes ?? 0;
        _checkpointBytes = stored?.Checkpoint?.State.Length ?? 0;
        _isBroken = isFallback;
        NoteAge();
    }

    /// <summary>Updates were appended.</summary>
    /// <param name="sequence">The store's sequence of the last one; other processes' updates may lie before it.</param>
    public void Appended(long sequence, long bytes)
    {
        _updates += Math.Max(0, sequence - _sequence);
        _sequence = Math.Max(_sequence, sequence);
        _bytes += bytes;
        NoteAge();
    }

    /// <summary>An attempt begins.</summary>
    public void Started() => _startedAt = time.GetTimestamp();

    /// <summary>An attempt has ended.</summary>
    public void Ended(in CompactionResult result)
    {
        _isBroken = false;
        if (result.Outcome is CompactionOutcome.Stored or CompactionOutcome.Stale)
        {
            // It may have seen commits that this session has yet to hear of.
            _sequence = Math.Max(_sequence, result.Sequence);
            _updates = Math.Min(_updates, _sequence - result.Sequence);
            _bytes = _updates == 0 ? 0 : Math.Max(0, _bytes - result.LogBytes);
            _checkpointBytes = result.StateBytes;
            (_failedUpdates, _failedBytes) = (0, 0);
            _oldestAt = _updates > 0 ? _startedAt : null;
        }
        else
        {
            (_failedUpdates, _failedBytes) = (_updates, _bytes);
            _oldestAt = null;
        }
    }

    private void NoteAge()
    {
        if (_updates > _failedUpdates)
        {
            _oldestAt ??= time.GetTimestamp();
        }
    }
}
