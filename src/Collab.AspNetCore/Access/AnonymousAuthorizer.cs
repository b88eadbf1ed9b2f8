using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>Lets everybody write everything.</summary>
internal sealed class AnonymousAuthorizer : IDocumentAuthorizer
{
    private static readonly DocumentAccess Everything = new(AccessRight.Write);

    public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) => new(Everything);
}
