using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>Stands in where the host configured nothing: nobody gets in.</summary>
internal sealed class DenyingAuthorizer : IDocumentAuthorizer
{
    public ValueTask<AccessRight> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) => new(AccessRight.None);
}
