using System.Security.Claims;
using Collab.AspNetCore;
using Collab.Core.Sessions;

namespace EmbedInYourApp;

/// <summary>Lets the team in: writers write, everybody else reads. Strangers learn nothing, not even which documents there are.</summary>
internal sealed class TeamAuthorizer : IDocumentAuthorizer
{
    public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        var user = request.Principal;
        if (user.Identity?.IsAuthenticated is not true || !request.Document.Value.StartsWith("team/", StringComparison.Ordinal))
        {
            return ValueTask.FromResult(DocumentAccess.Denied);
        }

        var right = user.IsInRole(Team.WriterRole) ? AccessRight.Write : AccessRight.Read;
        return ValueTask.FromResult(new DocumentAccess(right)
        {
            Subject = user.FindFirstValue(ClaimTypes.NameIdentifier),
            DisplayName = user.FindFirstValue(ClaimTypes.Name),
        });
    }
}
