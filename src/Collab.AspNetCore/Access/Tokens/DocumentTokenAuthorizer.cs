using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>Lets in who brings a signed document token (<see cref="DocumentTokens"/>), to what that says, and nobody else.</summary>
public sealed class DocumentTokenAuthorizer(DocumentTokens tokens) : IDocumentAuthorizer
{
    public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(tokens.Check(request.Token, request.Document, request.Origin));
    }
}
