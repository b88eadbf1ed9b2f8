using System.Text.Json;
using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;

namespace Collab.E2E.People;

/// <summary>A person with a browser of their own (a context: nothing is shared with others) and tabs in it.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _server;

    private Visitor(string name, IBrowserContext context, Uri server)
    {
        Name = name;
        _context = context;
        _server = server;
        Watch = new(context, server);
    }

    /// <summary>As others see it.</summary>
    public string Name { get; }

    public PageWatch Watch { get; }

    /// <param name="color">One of the app's palette, as it writes it.</param>
    /// <remarks>Without the app's service worker, unless the options allow it: each visitor would load the whole app once more.</remarks>
    public static async Task<Visitor> ComeAsync(
        IBrowser browser, Uri server, string name, string color, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.ViewportSize ??= new() { Width = 1280, Height = 800 };
        options.ReducedMotion ??= ReducedMotion.Reduce;
        options.ServiceWorkers ??= ServiceWorkerPolicy.Block;
        return await MeetAsync(await browser.NewContextAsync(options), server, name, color);
    }

    /// <summary>Comes with a browser whose profile is in a folder, service worker and all; leaving closes that browser.</summary>
    public static async Task<Visitor> ComeBackAsync(Chromium chromium, string profile, Uri server, string name, string color)
    {
        var context = await chromium.OpenProfileAsync(profile, new()
        {
            ViewportSize = new() { Width = 1280, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await MeetAsync(context, server, name, color);
    }

    public async Task<HomePage> GoHomeAsync() => new(await OpenTabAsync("/"));

    /// <summary>Opens a board that nobody has seen yet; how people make theirs is the subject of tests of the home page.</summary>
    public async Task<BoardPage> NewBoardAsync() => await OpenBoardAsync(await DocumentApi.CreateAsync(_server, "board"));

    public async Task<DocumentPage> NewDocumentAsync() => await OpenDocumentAsync(await DocumentApi.CreateAsync(_server, "page"));

    public async Task<TextPage> NewTextAsync() => await OpenTextAsync(await DocumentApi.CreateAsync(_server, "text"));

    public async Task<BoardPage> OpenBoardAsync(string name) => await OpenedAsync(new BoardPage(await OpenTabAsync($"/board/{name}")));

    public async Task<DocumentPage> OpenDocumentAsync(string name) =>
        await OpenedAsync(new DocumentPage(await OpenTabAsync($"/page/{name}")));

    public async Task<TextPage> OpenTextAsync(string name) => await OpenedAsync(new TextPage(await OpenTabAsync($"/text/{name}")));

    /// <summary>Goes to an address of the app.</summary>
    public Task<IPage> GoToAsync(string path) => OpenTabAsync(path);

    /// <summary>Goes to a text that may not open.</summary>
    public async Task<TextPage> GoToTextAsync(string name) => new(await OpenTabAsync($"/text/{name}"));

    /// <summary>Unplugs this person's network, or plugs it in again.</summary>
    public async Task SetOfflineAsync(bool offline)
    {
        Watch.ServerMayBeGone = true;
        await _context.SetOfflineAsync(offline);
    }

    /// <summary>Loads the app from another server, as a proxy's cache would give it while ours is down; the origin stays, so
    /// what the browser stores is there, and WebSockets still go to ours.</summary>
    public Task LoadAppFromAsync(Uri other) => _context.RouteAsync("**/*", async route =>
    {
        var url = new Uri(other, new Uri(route.Request.Url).PathAndQuery);
        await route.FulfillAsync(new() { Response = await route.FetchAsync(new() { Url = url.AbsoluteUri }) });
    });

    /// <summary>Loads the app from our server again.</summary>
    public Task LoadAppFromServerAsync() => _context.UnrouteAllAsync();

    /// <summary>Saves what this person sees in each tab.</summary>
    /// <returns>The files.</returns>
    public async Task<IReadOnlyList<string>> SaveScreenshotsAsync(string folder, string prefix)
    {
        var files = new List<string>();
        foreach (var page in _context.Pages)
        {
            files.Add(Path.Combine(folder, $"{prefix}-{Name}-{files.Count + 1}.png"));
            await page.ScreenshotAsync(new() { Path = files[^1] });
        }

        return files;
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    /// <summary>Waits until this browser has the whole app, and opens it by itself from now on.</summary>
    public Task WaitUntilAppIsKeptAsync() => _context.Pages[^1].EvaluateAsync("""
        async () => {
          await navigator.serviceWorker.ready;
          if (!navigator.serviceWorker.controller) {
            await new Promise(resolve => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
          }
        }
        """);

    private static async Task<Visitor> MeetAsync(IBrowserContext context, Uri server, string name, string color)
    {
        context.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        context.SetDefaultNavigationTimeout((float)Eventually.Patience.TotalMilliseconds);
        var guest = JsonSerializer.Serialize(new { id = name, name, color });
        await context.AddInitScriptAsync(
            // Runs in about:blank too, which has no storage.
            $"if (location.origin !== 'null') localStorage['collab.guest'] ??= {JsonSerializer.Serialize(guest)};");

        return new(name, context, server);
    }

    private static async Task<T> OpenedAsync<T>(T editor)
        where T : EditorPage
    {
        await editor.WaitUntilOpenAsync();
        return editor;
    }

    private async Task<IPage> OpenTabAsync(string path)
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync(new Uri(_server, path).AbsoluteUri);
        return page;
    }
}
