namespace Collab.Server.Access.Links;

/// <param name="Links">The newest first; expired ones are among them, revoked ones not.</param>
internal sealed record LinkListResponse(IReadOnlyList<LinkResponse> Links);
