using Microsoft.Playwright;

namespace Collab.E2E.Support;

/// <summary>One headless Chromium for the whole run: the system's, nothing is downloaded. Each visitor has a context in it.</summary>
/// <remarks>The variable <c>CHROMIUM_PATH</c> names another executable.</remarks>
public sealed class Chromium : IAsyncLifetime
{
    private const string Variable = "CHROMIUM_PATH";

    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    // The list that Playwright gives (its chromiumSwitches.ts): another one replaces it.
    private const string DisabledByPlaywright =
        "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,"
        + "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,BlockOriginHeaderModificationOnRedirect,"
        + "AvoidCorsURLLoaderRestartOnRedirect,Translate,AutoDeElevate,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled";

    // The browser's own address bar lives in two pages of its own beside each of ours, though nobody sees it, and a process
    // waits for a page that never comes: together a third of all that the browser costs.
    private const string Unseen = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess";

    // No sandbox: it does not work as root, and the only pages shown are ours. The rest keeps the browser from the network.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", $"--disable-features={DisabledByPlaywright},{Unseen}",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why there is no browser; null if there is one.</summary>
    public string? Missing { get; private set; }

    /// <exception cref="InvalidOperationException">There is none, see <see cref="Missing"/>.</exception>
    public IBrowser Browser => _browser ?? throw new InvalidOperationException(Missing);

    public async ValueTask InitializeAsync()
    {
        if (FindExecutable() is not { } executable)
        {
            Missing = $"There is no Chromium: install the package chromium, or name the executable in {Variable}.";
            return;
        }

        Assertions.SetDefaultExpectTimeout((float)Eventually.Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Flags });
    }

    /// <summary>Starts a browser of its own whose profile is in a folder: what it stores is there when it is started again.</summary>
    /// <remarks>Closing the context ends the browser.</remarks>
    public async Task<IBrowserContext> OpenProfileAsync(string folder, BrowserTypeLaunchPersistentContextOptions options)
    {
        var playwright = _playwright ?? throw new InvalidOperationException(Missing);
        options.ExecutablePath = FindExecutable();
        options.Args = Flags;
        return await playwright.Chromium.LaunchPersistentContextAsync(folder, options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static string? FindExecutable() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : Array.Find(Places, File.Exists);
}
