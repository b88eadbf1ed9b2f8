namespace Collab.Postgres.Schema;

/// <summary>A link that lets whoever has it into a document; a row of <c>share_links</c>. The server writes it.</summary>
public sealed class ShareLinkEntry
{
    /// <summary>The link's secret part.</summary>
    public required string Id { get; init; }

    /// <summary>The document's name.</summary>
    public required string Document { get; init; }

    /// <summary>"read", "comment" or "write".</summary>
    public required string Right { get; init; }

    /// <summary>In UTC: the column takes no other offset.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>In UTC: the column takes no other offset. Null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>By the database's clock; null while the link is good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
