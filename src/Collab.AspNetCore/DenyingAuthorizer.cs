using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore;

/// <summary>Stands in where the host configured nothing: nobody gets in.</summary>
internal sealed class DenyingAuthorizer : IDocumentAuthorizer
{
    public ValueTask<AccessRight> AuthorizeAsync(
        HttpContext context, DocumentName document, CancellationToken cancellationToken) => new(AccessRight.None);
}
