namespace Collab.Server.Access.Links;

/// <summary>A link as the API shows it to owners.</summary>
/// <param name="Url">The path of the page that it opens.</param>
internal sealed record LinkResponse(
    string Id, string Document, string Right, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Url)
{
    public static LinkResponse Of(ShareLink link) => new(
        link.Id, link.Document.Value, RightWords.Of(link.Right), link.CreatedAt, link.ExpiresAt, $"/s/{link.Id}");
}
