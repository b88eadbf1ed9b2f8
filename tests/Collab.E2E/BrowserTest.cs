using Collab.E2E.People;
using Collab.E2E.Support;
using Collab.Tests.Support;
using Microsoft.Playwright;

namespace Collab.E2E;

/// <summary>A test with browsers: a server, any number of visitors, and at the end a look at what their pages complained of.</summary>
/// <remarks>The server is that of all tests, unless this one starts its own, to end it, to be alone in its list, or to set it up.</remarks>
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    // Of the app's palette.
    private static readonly string[] Colors = ["#356ede", "#bd531f", "#158428", "#964be2"];

    private const int ProblemsShown = 20;

    private readonly List<Visitor> _visitors = [];
    private ServerProcess? _server;
    private bool _isServerShared;

    /// <summary>Where pictures of pages are left.</summary>
    private protected static string Pictures { get; } =
        Directory.CreateDirectory(Path.Combine(RepositoryFolders.Root, "artifacts", "e2e")).FullName;

    private string NextColor => Colors[_visitors.Count % Colors.Length];

    private protected ServerProcess Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(chromium.Missing is not null, chromium.Missing ?? "");
        await StartServerAsync();
        Assert.SkipUnless(await HasWebAppAsync(Server), "The server was built without the web app (SkipWeb).");
    }

    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var visitor in failed ? _visitors : [])
        {
            await ReportAsync(visitor);
        }

        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        if (_server is not null && !_isServerShared)
        {
            await _server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        var problems = _visitors.SelectMany(visitor => visitor.Watch.Problems.Select(problem => $"{visitor.Name}: {problem}"));
        var report = string.Join('\n', problems.Distinct().Take(ProblemsShown));
        Assert.True(report.Length == 0, $"The pages complained:\n{report}");
    }

    /// <summary>Starts the test's server before it begins: that of all tests, unless overridden.</summary>
    private protected virtual async Task StartServerAsync()
    {
        var shared = await TestContext.Current.GetFixture<SharedServer>() ?? throw new InvalidOperationException("Nobody shares a server.");
        _server = await shared.StartAsync();
        _isServerShared = true;
    }

    /// <summary>Gives the test a server of its own, with nothing in it, before anybody comes.</summary>
    /// <param name="settings">As in the environment, such as <c>Collab__Storage</c>.</param>
    private protected async Task StartOwnServerAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        _server = await BrowserServer.StartAsync(settings);
        _isServerShared = false;
    }

    /// <summary>Lets a person come with a fresh browser: no cookies, nothing stored.</summary>
    private protected async Task<Visitor> ComeAsync(string name, BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.ComeAsync(chromium.Browser, Server.Address, name, NextColor, options);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Lets a person come with a browser that remembers: what it stored in this folder at the last visit is there.</summary>
    private protected async Task<Visitor> ComeBackAsync(string name, string profile)
    {
        var visitor = await Visitor.ComeBackAsync(chromium, profile, Server.Address, name, NextColor);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>The same, but the test looks itself at what the pages complain of, and sends the person away.</summary>
    private protected Task<Visitor> ComeUnwatchedAsync(
        string name, Uri? server = null, BrowserNewContextOptions? options = null) =>
        Visitor.ComeAsync(chromium.Browser, server ?? Server.Address, name, NextColor, options);

    /// <summary>Sends a person away; what their pages complained of is still looked at in the end.</summary>
    private protected static ValueTask LeaveAsync(Visitor visitor) => visitor.DisposeAsync();

    /// <summary>Ends the test's own server as a power cut would.</summary>
    private protected async Task KillServerAsync()
    {
        Assert.False(_isServerShared, "Other tests need this server too; this one has to start its own.");
        _visitors.ForEach(visitor => visitor.Watch.ServerMayBeGone = true);
        await Server.KillAsync();
    }

    private static async Task<bool> HasWebAppAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(server.Address, TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentType?.MediaType == "text/html";
    }

    private async Task ReportAsync(Visitor visitor)
    {
        var files = await visitor.SaveScreenshotsAsync(Pictures, $"{GetType().Name}-{TestContext.Current.TestMethod?.MethodName}");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{visitor.Name} saw {string.Join(", ", files)}; the server said:\n{Server.Output}");
    }
}
