namespace Collab.Postgres.Schema;

/// <summary>A row of <c>checkpoints</c>: the one update that stands for all those of a document up to a sequence.</summary>
internal sealed class CheckpointRow
{
    public long DocumentId { get; init; }

    public long Sequence { get; init; }

    /// <summary><see cref="Checksum"/> of sequence and state, its bits as a signed number.</summary>
    public int Crc { get; init; }

    /// <summary>A Yjs update, V1.</summary>
    public required byte[] State { get; init; }
}
