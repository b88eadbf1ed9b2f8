using Collab.AspNetCore;
using Collab.Core.Sessions;

namespace Collab.Client.Tests;

/// <summary>An authorizer that knows its people by their tokens, and whose mind a test may change.</summary>
internal sealed class Rules : IDocumentAuthorizer
{
    private readonly Dictionary<string, DocumentAccess> _access = [];
    private readonly Lock _lock = new();

    public DocumentAccess this[string token]
    {
        set
        {
            lock (_lock)
            {
                _access[token] = value with { Subject = token };
            }
        }
    }

    public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_access.GetValueOrDefault(request.Token ?? "", DocumentAccess.Denied));
        }
    }
}
