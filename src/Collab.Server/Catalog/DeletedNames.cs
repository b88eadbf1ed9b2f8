using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.Server.Catalog;

/// <summary>Keeps the sessions from opening what was deleted: the catalogue remembers its name.</summary>
internal sealed class DeletedNames(ICatalog catalog) : IDeletedDocuments
{
    public async ValueTask<bool> IsDeletedAsync(DocumentName document, CancellationToken cancellationToken) =>
        await catalog.IsDeletedAsync(document, cancellationToken);
}
