using System.Globalization;
using System.Security.Claims;

namespace Collab.Server.Access;

/// <summary>How a request shows that an owner signed in: an identity without a name, since owners share their secret.</summary>
internal static class OwnerIdentity
{
    private const string Scheme = "Collab owner";
    private const string Expiry = "exp";

    public static ClaimsPrincipal Create(DateTimeOffset expires) => new(new ClaimsIdentity(
        [new Claim(Expiry, expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))], Scheme));

    public static bool IsIn(ClaimsPrincipal principal) => principal.Identity?.AuthenticationType == Scheme;

    /// <summary>When an owner has to sign in anew.</summary>
    public static DateTimeOffset ExpiresAt(ClaimsPrincipal owner) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(owner.FindFirstValue(Expiry)!, CultureInfo.InvariantCulture));
}
