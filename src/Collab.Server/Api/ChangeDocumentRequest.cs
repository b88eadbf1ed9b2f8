namespace Collab.Server.Api;

/// <summary>What to change of a document's entry; what is null or missing stays.</summary>
/// <param name="Folder">Empty for none.</param>
internal sealed record ChangeDocumentRequest(string? Title, string? Folder, bool? Starred, bool? Trashed);
