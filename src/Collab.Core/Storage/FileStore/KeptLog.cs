namespace Collab.Core.Storage.FileStore;

/// <summary>What is kept of a document beside its newest checkpoint and the updates after that: the checkpoint before, and
/// every update since. Touched under the index's lock only.</summary>
/// <remarks>Where the updates lie is not kept in memory: the segments that hold them are read again when they are asked
/// for.</remarks>
internal sealed class KeptLog(ReplacedCheckpoint checkpoint)
{
    public ReplacedCheckpoint Checkpoint { get; } = checkpoint;

    /// <summary>The last sequence up to which the updates after the checkpoint are known to be in the log, as far as the
    /// newest checkpoint stands for them.</summary>
    public long Through { get; private set; } = checkpoint.Sequence;

    /// <summary>The bytes of those updates: what would not be in the log but for this.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether updates are missing: it was let go of, and its segments were dropped, after the newest checkpoint was
    /// written, which says nothing of that.</summary>
    public bool HasGap { get; private set; }

    /// <summary>Why it cannot be read; null if nothing of that is known.</summary>
    public string? Damage { get; set; }

    /// <summary>Takes updates that the newest checkpoint stands for.</summary>
    public void Take(long through, long bytes)
    {
        Through = through;
        Bytes += bytes;
    }

    /// <summary>Takes an entry that was met in the log.</summary>
    /// <param name="newest">The newest checkpoint's sequence.</param>
    public void Take(FrameEntry entry, long newest)
    {
        if (entry.LastSequence <= Through || entry.FirstSequence > newest)
        {
            return;
        }

        if (entry.UpdateLengths is not { } lengths)
        {
            Damage ??= $"updates from {entry.FirstSequence} on fail their checksum";
            return;
        }

        if (entry.FirstSequence > Through + 1)
        {
            HasGap = true;
            return;
        }

        var last = Math.Min(entry.LastSequence, newest);
        for (var sequence = Through + 1; sequence <= last; sequence++)
        {
            Bytes += lengths[(int)(sequence - entry.FirstSequence)];
        }

        Through = last;
    }

    /// <summary>Ends recovery: what was not met is missing.</summary>
    public void Finish(long newest) => HasGap |= Through < newest;
}
