using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>Says what a connection may do with a document; the host's own sign-in and rules are behind it.</summary>
public interface IDocumentAuthorizer
{
    /// <summary>Asked once for each connection and document; and again when a Hocuspocus client brings a new token. For one connection
    /// never twice at once.</summary>
    ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken);
}
