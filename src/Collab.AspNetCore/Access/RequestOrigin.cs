using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore.Access;

/// <summary>Keeps other sites' pages out, which would come with the visitor's cookies.</summary>
internal static class RequestOrigin
{
    private const string Any = "*";

    /// <summary>The origin that a request names; null if it names none.</summary>
    public static string? Of(HttpRequest request) => request.Headers.Origin.ToString() is { Length: > 0 } origin ? origin : null;

    /// <summary>Whether the page that a request comes from, if it comes from one, is the server's own or is allowed.</summary>
    /// <param name="allowed">Further origins; <c>*</c> for all.</param>
    public static bool IsAllowed(HttpRequest request, IList<string> allowed) =>
        Of(request) is not { } origin || allowed.Contains(Any) || IsOwn(request, origin) || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request may show by a cookie who it comes from: a browser adds that whatever page asks, so the page has to be known,
    /// and allowed by its name. What comes without an origin could be anybody's.</summary>
    public static bool IsAllowedWithCookie(HttpRequest request, IList<string> allowed) =>
        Of(request) is { } origin && (IsOwn(request, origin) || (origin != Any && allowed.Contains(origin, StringComparer.OrdinalIgnoreCase)));

    /// <summary>The scheme counts where it is known: behind a proxy that ends TLS, HTTPS arrives as HTTP.</summary>
    private static bool IsOwn(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
        && (!request.IsHttps || uri.Scheme == Uri.UriSchemeHttps);
}
