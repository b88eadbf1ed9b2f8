namespace Collab.Server.Security;

/// <summary>Tells browsers what our pages may do.</summary>
internal static class SecurityHeaders
{
    /// <remarks>
    /// Scripts come from us alone, and none is inline; 'wasm-unsafe-eval' is for Excalidraw's font subsetting, styles are inline in
    /// Excalidraw and Tiptap, data: and blob: are images, fonts and workers that they make in the page.
    /// </remarks>
    private static readonly string ContentSecurityPolicy = string.Join("; ",
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'");

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Just before they are sent: whoever answers an error starts from empty headers.
        context.Response.OnStarting(Write, context.Response.Headers);
        return next(context);
    });

    private static Task Write(object response)
    {
        var headers = (IHeaderDictionary)response;
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";

        // A document's name is in its address, and whoever has the name has the document.
        headers["Referrer-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
