using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>What the catalogue tells of a document.</summary>
/// <param name="Sequence">The document's durable sequence that this was read at; 0 if it was written before the first.</param>
/// <param name="Title">Empty for a document that has none.</param>
/// <param name="UpdatedAt">When the document last changed, as far as the catalogue knows. Never before <paramref name="CreatedAt"/>.</param>
internal sealed record DocumentEntry(
    DocumentName Name,
    long Sequence,
    DocumentKind Kind,
    string Title,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
