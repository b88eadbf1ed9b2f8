namespace Collab.Server.Api;

/// <param name="Kind">"board", "page" or "text".</param>
/// <param name="Title">Null for a document without a title yet.</param>
internal sealed record CreateDocumentRequest(string? Kind, string? Title);
