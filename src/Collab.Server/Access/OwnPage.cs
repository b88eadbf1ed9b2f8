namespace Collab.Server.Access;

/// <summary>Tells requests of this server's own pages, and of programs, from those that another site's page makes a browser send.</summary>
internal static class OwnPage
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whether what a browser adds by itself (a cookie, or being on this machine) may count for a request.</summary>
    /// <remarks>Browsers name the origin with whatever changes something; for what only reads they say whether the site is the same. The scheme
    /// counts where it is known: behind a proxy that ends TLS, HTTPS arrives as HTTP.</remarks>
    public static bool MayAsk(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            return Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                && (!request.IsHttps || page.Scheme == Uri.UriSchemeHttps);
        }

        return request.Headers[FetchSite].ToString() is "" or "same-origin" or "none";
    }
}
