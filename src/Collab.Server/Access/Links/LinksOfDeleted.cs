using Collab.Core;
using Collab.Server.Catalog;

namespace Collab.Server.Access.Links;

/// <summary>Revokes the links of a document that is deleted for good.</summary>
internal sealed class LinksOfDeleted(IShareLinks links) : IDocumentRemains
{
    public Task EraseAsync(DocumentName document, CancellationToken cancellationToken) =>
        links.RevokeAllAsync(document, cancellationToken);
}
