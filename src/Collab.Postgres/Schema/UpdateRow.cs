namespace Collab.Postgres.Schema;

/// <summary>A row of <c>updates</c>: one update that no checkpoint holds yet.</summary>
internal sealed class UpdateRow
{
    public long DocumentId { get; init; }

    public long Sequence { get; init; }

    /// <summary><see cref="Checksum"/> of sequence and payload, its bits as a signed number.</summary>
    public int Crc { get; init; }

    /// <summary>A Yjs update, V1.</summary>
    public required byte[] Payload { get; init; }
}
