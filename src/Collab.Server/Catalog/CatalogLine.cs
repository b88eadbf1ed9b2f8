using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>What one line of a catalogue's file says of a document.</summary>
/// <param name="Entry">Null if it is not listed.</param>
/// <param name="DeletedAt">When it was deleted; null with an entry, and for a name that may be used again.</param>
internal readonly record struct CatalogLine(DocumentName Name, DocumentEntry? Entry, DateTimeOffset? DeletedAt)
{
    public static CatalogLine Of(DocumentEntry entry) => new(entry.Name, entry, null);
}
