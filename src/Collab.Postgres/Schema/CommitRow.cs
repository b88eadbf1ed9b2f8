namespace Collab.Postgres.Schema;

/// <summary>A row of <c>commits</c>: a writer's newest commit, kept to answer its repetition without appending again.</summary>
internal sealed class CommitRow
{
    /// <summary>The writing process's incarnation.</summary>
    public Guid Writer { get; init; }

    public long Number { get; init; }

    /// <summary>In the batch's order, the last sequence of each document; 0 where the document was refused.</summary>
    public required long[] Sequences { get; init; }

    /// <summary>By the database's clock; rows of processes long gone are removed by it.</summary>
    public DateTimeOffset CommittedAt { get; init; }
}
