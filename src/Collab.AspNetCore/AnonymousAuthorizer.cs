using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore;

/// <summary>Lets everybody write everything.</summary>
internal sealed class AnonymousAuthorizer : IDocumentAuthorizer
{
    public ValueTask<AccessRight> AuthorizeAsync(
        HttpContext context, DocumentName document, CancellationToken cancellationToken) => new(AccessRight.Write);
}
