namespace Collab.Server.Api;

/// <param name="Documents">The last changed first.</param>
internal sealed record DocumentListResponse(IReadOnlyList<DocumentResponse> Documents);
