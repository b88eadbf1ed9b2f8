using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Collab.Server.Access;

/// <summary>The cookie of an owner who signed in: when that ends, and a signature. Nothing is kept of it; with another secret it is good no more.</summary>
/// <example><c>v1.1795000000.X2…</c>: seconds since 1970, then HMAC-SHA256 of all before the last point, in base64url.</example>
internal sealed class OwnerCookie(AccessKeys keys, TimeProvider time)
{
    public const string Name = "collab-owner";

    private const string Version = "v1";
    private const string ForwardedScheme = "X-Forwarded-Proto";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly byte[] _key = keys.DeriveFor("owner cookie");

    /// <summary>Signs an owner in.</summary>
    public void Give(HttpContext context)
    {
        var expires = time.GetUtcNow() + Lifetime;
        var signed = $"{Version}.{expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        context.Response.Cookies.Append(Name, $"{signed}.{Sign(signed)}", Options(context.Request, expires));
    }

    public static void Take(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context.Request, null));

    /// <summary>Until when a request's cookie is good; null if it has none that is.</summary>
    public DateTimeOffset? Check(HttpRequest request)
    {
        if (request.Cookies[Name]?.Split('.') is not [Version, var seconds, var signature]
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(Sign($"{Version}.{seconds}")), Encoding.UTF8.GetBytes(signature)))
        {
            return null;
        }

        // Signed by us, so it is a number.
        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));
        return expires > time.GetUtcNow() ? expires : null;
    }

    /// <summary>A proxy that ends TLS may say so; if anybody else does, only their own cookie gets lost.</summary>
    private static CookieOptions Options(HttpRequest request, DateTimeOffset? expires) => new()
    {
        Expires = expires,
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps
            || string.Equals(request.Headers[ForwardedScheme].ToString(), Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase),
    };

    private string Sign(string text) => Base64Url(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
