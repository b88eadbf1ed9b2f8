using System.Net;
using Collab.Tests.Support;

namespace Collab.E2E.Support;

/// <summary>The built web app without the server behind it, so that a test can put a newer one in its place.</summary>
internal sealed class StaticApp : IAsyncDisposable
{
    private const string Page = "index.html";
    private const string Worker = "/sw.js";

    private static readonly string Folder = Path.Combine(RepositoryFolders.Root, "src", "Collab.Server", "wwwroot");

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html",
        [".js"] = "text/javascript",
        [".css"] = "text/css",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
    };

    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private volatile bool _isNewer;

    public StaticApp()
    {
        Address = new($"http://127.0.0.1:{FreePort.Find()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>From now on there is another version: the same app with a worker that says so.</summary>
    public void Replace() => _isNewer = true;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // A browser that hung up, or the end.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var file = Path.Combine(Folder, path.TrimStart('/'));
        var found = File.Exists(file) ? file : Path.Combine(Folder, Page);
        var body = await File.ReadAllBytesAsync(found);
        if (path == Worker && _isNewer)
        {
            body = [.. body, .. "\n// newer"u8];
        }

        using var response = context.Response;
        response.ContentType = Types.GetValueOrDefault(Path.GetExtension(found), "application/octet-stream");
        response.Headers["Cache-Control"] = "no-cache";
        await response.OutputStream.WriteAsync(body);
    }
}
