namespace Collab.Postgres.Schema;

/// <summary>A row of <c>documents</c>: its lock is what numbers, compacts and deletes one document's updates in turn.</summary>
/// <remarks>Here and in the other rows: EF Core makes the schema of it, the store itself reads and writes by SQL.</remarks>
internal sealed class DocumentRow
{
    public long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The sequence that the document's next update gets; 1 for a new document.</summary>
    public long NextSequence { get; init; }

    /// <summary>The newest sequence that the checkpoint holds; 0 without one.</summary>
    public long CheckpointSequence { get; init; }

    /// <summary>The bytes of the checkpoint and of all updates after it, so that listing does not read them.</summary>
    public long StoredBytes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
