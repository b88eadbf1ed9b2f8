using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>What the catalogue tells of a document.</summary>
/// <remarks>The parameters mirror the document, and come back from it if they are lost. The properties are the catalogue's own.</remarks>
/// <param name="Sequence">The document's durable sequence that this was read at; 0 if it was written before the first.</param>
/// <param name="Title">Empty for a document that has none.</param>
/// <param name="UpdatedAt">When the document last changed, as far as the catalogue knows. Never before <paramref name="CreatedAt"/>.</param>
internal sealed record DocumentEntry(
    DocumentName Name,
    long Sequence,
    DocumentKind Kind,
    string Title,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>As <see cref="FolderName"/> reads it; empty for none.</summary>
    public string Folder { get; init; } = "";

    public bool IsStarred { get; init; }

    /// <summary>Since when it is in the trash; null if it is not.</summary>
    public DateTimeOffset? TrashedAt { get; init; }

    /// <summary>The version of its thumbnail; null without one.</summary>
    public string? Thumbnail { get; init; }
}
