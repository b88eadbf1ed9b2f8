namespace Collab.Server.Api;

/// <param name="Kind">"board", "page" or "text".</param>
/// <param name="Title">Null for a document without a title yet.</param>
/// <param name="Folder">Null or empty for none.</param>
internal sealed record CreateDocumentRequest(string? Kind, string? Title, string? Folder);
