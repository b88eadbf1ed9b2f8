using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore;

/// <summary>Keeps other sites' pages out, which would come with the visitor's cookies.</summary>
internal static class RequestOrigin
{
    /// <summary>Whether the page that a request comes from, if it comes from one, is the server's own or is allowed.</summary>
    /// <param name="allowed">Further origins; <c>*</c> for all.</param>
    public static bool IsAllowed(HttpRequest request, IList<string> allowed)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || allowed.Contains("*"))
        {
            return true;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && (string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase));
    }
}
