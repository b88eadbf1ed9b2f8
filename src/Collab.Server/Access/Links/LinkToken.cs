namespace Collab.Server.Access.Links;

/// <summary>A token for a link's guest.</summary>
/// <param name="ExpiresAt">When another one is needed to come in again.</param>
internal sealed record LinkToken(ShareLink Link, string Token, DateTimeOffset ExpiresAt);
