using Collab.AspNetCore;
using Collab.Core.Sessions;
using Collab.Server.Access.Links;
using Microsoft.Extensions.Options;

namespace Collab.Server.Access;

/// <summary>Lets in to documents: owners, and whoever brings a token of a link that is good.</summary>
internal sealed class ServerAuthorizer(IOptions<AccessSettings> options, LinkTokens tokens) : IDocumentAuthorizer
{
    private readonly bool _mustSignIn = options.Value.HasSecret;

    /// <remarks>A text that is no token of ours is not looked at: Hocuspocus clients send any, and it gives nobody anything.
    /// Owners share one secret, so that they are no one person: who they are, they say themselves, as guests do.</remarks>
    public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        if (request.Token is { } token && LinkTokens.IsMeant(token))
        {
            return tokens.CheckAsync(token, request.Document, request.Origin, isAgain: request.Context is null, cancellationToken);
        }

        return new(
            !_mustSignIn ? new DocumentAccess(AccessRight.Write)
            : OwnerIdentity.IsIn(request.Principal)
                ? new DocumentAccess(AccessRight.Write) { Expires = OwnerIdentity.ExpiresAt(request.Principal) }
            : DocumentAccess.Denied);
    }
}
