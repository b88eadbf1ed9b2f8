using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>Says what a connection may do with a document; the host's own sign-in and rules are behind it.</summary>
/// <remarks>Answer for documents that do not exist as for those that are not to be known: the same right for the same reasons. The library
/// asks before it looks whether there is such a document, and tells a denied client the same in either case.</remarks>
public interface IDocumentAuthorizer
{
    /// <summary>Asked for each connection and document before anything of the document is touched; again when a Hocuspocus client brings
    /// another token, when the host wants it (<see cref="ICollabAccess"/>), and some seconds before the answer expires: one that is good for
    /// longer then takes its place. May be called at the same time for many connections.</summary>
    /// <returns>What it may do, for whom and until when. Nobody gets in whom this throws for, or does not answer for within
    /// <see cref="CollabOptions.AuthorizationTimeout"/>.</returns>
    ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken);
}
