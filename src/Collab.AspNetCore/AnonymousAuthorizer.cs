using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>Lets everybody write everything.</summary>
internal sealed class AnonymousAuthorizer : IDocumentAuthorizer
{
    public ValueTask<AccessRight> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) => new(AccessRight.Write);
}
