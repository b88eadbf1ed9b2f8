using Collab.Core;
using Collab.Core.Sessions;
using Collab.Server.Access.Links;
using Microsoft.Extensions.Options;

namespace Collab.Server.Access;

/// <summary>Who may do what on this server: owners everything, others what the token that they bring allows.</summary>
internal sealed class ServerAccess(IOptions<AccessSettings> options, LinkTokens tokens)
{
    private readonly bool _mustSignIn = options.Value.HasSecret;

    /// <summary>Whether a request is an owner's. One that brings a token is not: that decides alone.</summary>
    public bool IsOwner(HttpContext context) =>
        BearerToken.Of(context.Request) is null
        && OwnPage.MayAsk(context.Request)
        && (!_mustSignIn || OwnerIdentity.IsIn(context.User));

    /// <summary>Whether a request is an owner's, or its token gives at least a right to a document.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">It cannot be told now.</exception>
    public async ValueTask<bool> MayAsync(
        HttpContext context, DocumentName document, AccessRight right, CancellationToken cancellationToken)
    {
        if (BearerToken.Of(context.Request) is not { } token)
        {
            return IsOwner(context);
        }

        var origin = context.Request.Headers.Origin.ToString();
        var access = await tokens.CheckAsync(token, document, origin.Length == 0 ? null : origin, isAgain: false, cancellationToken);
        return access.Right >= right;
    }
}
