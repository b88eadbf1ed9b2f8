namespace Collab.Server.Access.Links;

/// <summary>What a link opens, and the token to open it with.</summary>
/// <param name="Document">The document's name.</param>
/// <param name="Kind">"board", "page", "text" or "other".</param>
/// <param name="Right">"read", "comment" or "write".</param>
/// <param name="ExpiresAt">When another token is needed to come in again.</param>
internal sealed record LinkTokenResponse(
    string Document, string Kind, string Title, string Right, string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the token, so that no log has it.</summary>
    public override string ToString() => $"{nameof(LinkTokenResponse)} {{ Document = {Document} }}";
}
