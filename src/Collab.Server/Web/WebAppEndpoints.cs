namespace Collab.Server.Web;

/// <summary>Serves the browser app, and its one page at every address that is nobody else's.</summary>
internal static class WebAppEndpoints
{
    private const string Page = "index.html";

    // Answering these with the page would hide a mistake behind a 200.
    private const string NeverThePage = "api|assets|excalidraw|health|sync";

    // Vite puts a hash of the content into the names below /assets, and Excalidraw's version into the path below /excalidraw.
    private static readonly PathString[] Immutable = ["/assets", "/excalidraw"];

    // A document's name may end like a file's; elsewhere a path that does is one that is missing.
    private static readonly string[] AppRoutes = ["/", "/board/{**name}", "/page/{**name}", "/text/{**name}"];

    /// <summary>Lets browsers keep what never changes under its name; goes before the endpoints.</summary>
    public static void UseImmutableAssets(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Array.Exists(Immutable, path => context.Request.Path.StartsWithSegments(path)))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is 200 or 206 or 304)
                {
                    context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    public static void MapWebApp(this WebApplication app)
    {
        if (!app.Environment.WebRootFileProvider.GetFileInfo(Page).Exists)
        {
            app.MapGet("/", () => "This server was built without its web app (SkipWeb); the sync endpoint and /api work.\n");
            return;
        }

        app.MapStaticAssets();
        var askedForAnew = new StaticFileOptions
        {
            OnPrepareResponse = served => served.Context.Response.Headers.CacheControl = "no-cache",
        };
        app.MapFallbackToFile($"{{**path:nonfile:regex(^(?!({NeverThePage})(/|$)))}}", Page, askedForAnew);
        foreach (var pattern in AppRoutes)
        {
            app.MapFallbackToFile(pattern, Page, askedForAnew);
        }
    }
}
