namespace Collab.Postgres.Schema;

/// <summary>What the app lists of a document beyond its content; a row of <c>catalog</c>.</summary>
/// <remarks>The server writes it; it may be there before the document's first update, and without a document at all.</remarks>
public sealed class CatalogEntry
{
    /// <summary>The document's name.</summary>
    public required string Name { get; init; }

    /// <summary>The document's sequence that the rest was read at; 0 if it was written before the first.</summary>
    public required long Sequence { get; set; }

    /// <summary>"board", "page", "text" or "other".</summary>
    public required string Kind { get; set; }

    /// <summary>Empty for a document that has no title yet.</summary>
    public required string Title { get; set; }

    /// <summary>In UTC: the column takes no other offset.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>In UTC: the column takes no other offset.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Empty for none.</summary>
    public string Folder { get; set; } = "";

    public bool IsStarred { get; set; }

    /// <summary>Since when it is in the trash, in UTC; null if it is not.</summary>
    public DateTimeOffset? TrashedAt { get; set; }

    /// <summary>The version of its thumbnail; null without one.</summary>
    public string? Thumbnail { get; set; }

    /// <summary>When the document was deleted, in UTC; the row then keeps nothing but its name from being used again.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
