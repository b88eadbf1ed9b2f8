using Collab.Server.Catalog;

namespace Collab.Server.Api;

/// <summary>A document as the API shows it.</summary>
/// <param name="Kind">"board", "page", "text" or "other".</param>
internal sealed record DocumentResponse(
    string Name, string Kind, string Title, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static DocumentResponse Of(DocumentEntry entry) =>
        new(entry.Name.Value, entry.Kind.ToWord(), entry.Title, entry.CreatedAt, entry.UpdatedAt);
}
