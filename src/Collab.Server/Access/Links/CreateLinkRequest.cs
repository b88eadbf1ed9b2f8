namespace Collab.Server.Access.Links;

/// <param name="Document">The document's name.</param>
/// <param name="Right">"read", "comment" or "write".</param>
/// <param name="ExpiresAt">From when on the link is good no more; null for never.</param>
internal sealed record CreateLinkRequest(string? Document, string? Right, DateTimeOffset? ExpiresAt);
