using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.AspNetCore.Access;

/// <summary>Lets a token be judged by whoever it is meant for, and by nobody else: one that is not good is not made up for by a sign-in.
/// Who brings no such token is the host's own affair.</summary>
internal sealed class TokenFirstAuthorizer(IServiceProvider services) : IDocumentAuthorizer
{
    public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        IDocumentAuthorizer? judge = request.Token switch
        {
            var token when DocumentTokens.IsMeant(token) => services.GetService<DocumentTokenAuthorizer>(),
            var token when JwtAuthorizer.IsMeant(token) => services.GetService<JwtAuthorizer>(),
            _ => null,
        };
        return (judge ?? services.GetRequiredService<IDocumentAuthorizer>()).AuthorizeAsync(request, cancellationToken);
    }
}
