using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore;

/// <summary>Says what a connection may do with a document; the host's own sign-in and rules are behind it.</summary>
public interface IDocumentAuthorizer
{
    /// <summary>Asked once for each connection, before the WebSocket is accepted. <see cref="HttpContext.User"/> is who signed in.</summary>
    ValueTask<AccessRight> AuthorizeAsync(HttpContext context, DocumentName document, CancellationToken cancellationToken);
}
