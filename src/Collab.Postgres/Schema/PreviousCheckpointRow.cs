namespace Collab.Postgres.Schema;

/// <summary>A row of <c>previous_checkpoints</c>: a checkpoint that another one replaced, kept for when that cannot be read.
/// The updates after it are kept with it.</summary>
internal sealed class PreviousCheckpointRow
{
    public long DocumentId { get; init; }

    /// <summary>The newest update that it holds; 0 if there was no checkpoint before, and the log is kept from its
    /// first update on.</summary>
    public long Sequence { get; init; }

    /// <summary>As in <see cref="CheckpointRow"/>; null where there was none.</summary>
    public int? Crc { get; init; }

    /// <summary>A Yjs update, V1; null where there was none.</summary>
    public byte[]? State { get; init; }

    /// <summary>Since when the newest checkpoint stands for all that is in it, by the clock of the node that did it.</summary>
    public DateTimeOffset ReplacedAt { get; init; }

    /// <summary>The bytes of the updates between it and the newest checkpoint, which are kept for it alone.</summary>
    public long LogBytes { get; init; }
}
