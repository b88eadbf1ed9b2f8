using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>Stands in where the host configured nothing: nobody gets in.</summary>
internal sealed class DenyingAuthorizer : IDocumentAuthorizer
{
    public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) => new(DocumentAccess.Denied);
}
