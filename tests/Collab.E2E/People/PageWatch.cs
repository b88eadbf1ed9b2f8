using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Collab.E2E.People;

/// <summary>Writes down what must not happen in any page of a browser context.</summary>
/// <remarks>Errors in the console, exceptions, dialogs, pages that crash, and requests to anything but the server.</remarks>
internal sealed class PageWatch
{
    // How Chromium reports a server that is not there.
    private static readonly string[] ServerGone =
        ["net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_RESET", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_EMPTY_RESPONSE"];

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly Uri _server;

    public PageWatch(IBrowserContext context, Uri server)
    {
        _server = server;
        context.Console += (_, message) => OnConsole(message);
        context.WebError += (_, error) => Add($"exception: {error.Error}");
        context.Request += (_, request) => OnRequest(request.Url, $"{request.ResourceType} request");
        context.Dialog += async (_, dialog) =>
        {
            if (!(MayAskBeforeLeaving && dialog.Type == DialogType.BeforeUnload))
            {
                Add($"{dialog.Type} dialog: {dialog.Message}");
            }

            await dialog.DismissAsync();
        };
        context.Page += (_, page) =>
        {
            page.Crash += (_, _) => Add("the page crashed");
            page.WebSocket += (_, socket) => OnRequest(socket.Url, "WebSocket");
        };
    }

    /// <summary>Set by tests that take the server or the network away: the browser reports failed connections as errors.</summary>
    public bool ServerMayBeGone { get; set; }

    /// <summary>Set by tests that leave pages with something unsaved; the person stays there.</summary>
    public bool MayAskBeforeLeaving { get; set; }

    /// <summary>Set by tests that revoke links: the browser reports it as an error that one is asked for in vain.</summary>
    public bool LinksMayBeOver { get; set; }

    /// <summary>Set by tests in which somebody has to sign in: the browser reports answers that say so as errors.</summary>
    public bool MaySignIn { get; set; }

    public IReadOnlyCollection<string> Problems => _problems;

    private void OnConsole(IConsoleMessage message)
    {
        var isExpected = (ServerMayBeGone && Array.Exists(ServerGone, message.Text.Contains))
            || (LinksMayBeOver && message.Text.Contains("404 ") && message.Location.Contains("/api/links/"))
            || (MaySignIn && message.Text.Contains("401 ") && message.Location.Contains("/api/"));
        if (message.Type == "error" && !isExpected)
        {
            Add($"console: {message.Text} ({message.Location})");
        }
    }

    private void OnRequest(string address, string what)
    {
        var url = new Uri(address);
        if (url.Scheme is not ("data" or "blob" or "about") && url.Authority != _server.Authority)
        {
            Add($"{what} to {address}");
        }
    }

    private void Add(string problem) => _problems.Enqueue(problem);
}
