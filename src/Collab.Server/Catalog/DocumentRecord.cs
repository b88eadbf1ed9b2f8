using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.Server.Catalog;

/// <summary>What a document says of itself at one of its sequences.</summary>
/// <param name="Sequence">A durable sequence, or 0 to have the document listed before its first.</param>
/// <param name="Title">As <see cref="DocumentTitle.Normalize"/> makes it.</param>
/// <param name="At">When the document came to this.</param>
internal readonly record struct DocumentRecord(
    DocumentName Name, long Sequence, DocumentKind Kind, string Title, DateTimeOffset At)
{
    public static DocumentRecord Of(DocumentName name, long sequence, DocumentMeta meta, DateTimeOffset at) =>
        new(name, sequence, DocumentKinds.FromWord(meta.Kind), DocumentTitle.Normalize(meta.Title), at);
}
