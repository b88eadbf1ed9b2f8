using System.Security.Claims;

namespace Collab.AspNetCore.WebSockets;

internal static class ClaimsPrincipalExtensions
{
    /// <summary>What a person is known by, as in <see cref="Core.Sessions.IPeer.Principal"/>; null if nobody signed in.</summary>
    public static string? PrincipalName(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.Identity?.Name;
}
