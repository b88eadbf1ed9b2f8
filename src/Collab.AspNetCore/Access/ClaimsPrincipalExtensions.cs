using System.Security.Claims;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Access;

internal static class ClaimsPrincipalExtensions
{
    /// <summary>Fills in who an access is for with who signed in, where the authorizer left that open.</summary>
    public static DocumentAccess For(this DocumentAccess access, ClaimsPrincipal user) =>
        access.Subject is null && (user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.Identity?.Name) is { } subject
            ? access with { Subject = subject }
            : access;
}
