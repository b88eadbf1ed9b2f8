namespace Collab.Server.Api;

/// <param name="Kind">"board", "page" or "text"; with <paramref name="From"/> that one's kind, or null.</param>
/// <param name="Title">Null for a document without a title yet; with <paramref name="From"/>, for that one's.</param>
/// <param name="Folder">Empty for none, and null too; with <paramref name="From"/>, null for that one's.</param>
/// <param name="From">The document to begin as a copy of; null for an empty one.</param>
internal sealed record CreateDocumentRequest(string? Kind, string? Title, string? Folder, string? From);
