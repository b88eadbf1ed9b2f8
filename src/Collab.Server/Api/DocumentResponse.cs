using System.Text.Json.Serialization;
using Collab.Server.Catalog;

namespace Collab.Server.Api;

/// <summary>A document as the API shows it.</summary>
/// <param name="Kind">"board", "page", "text" or "other".</param>
/// <param name="Folder">Empty for none; like <paramref name="Starred"/> null, and not written, for who came by a link: how the owners
/// keep their documents is not part of one.</param>
/// <param name="TrashedAt">Since when it is in the trash; null if it is not.</param>
/// <param name="Thumbnail">A path that shows the same picture for ever; null without one.</param>
internal sealed record DocumentResponse(
    string Name,
    string Kind,
    string Title,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Folder,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Starred,
    DateTimeOffset? TrashedAt,
    string? Thumbnail)
{
    public static DocumentResponse Of(DocumentEntry entry) => new(
        entry.Name.Value,
        entry.Kind.ToWord(),
        entry.Title,
        entry.CreatedAt,
        entry.UpdatedAt,
        entry.Folder,
        entry.IsStarred,
        entry.TrashedAt,
        entry.Thumbnail is { } version ? $"/api/thumbnails/{Uri.EscapeDataString(entry.Name.Value)}?v={version}" : null);

    /// <summary>What a link to the document shows of it.</summary>
    public static DocumentResponse ForGuest(DocumentEntry entry) => Of(entry) with { Folder = null, Starred = null };
}
