using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;

namespace Collab.Server.Tests;

/// <summary>The product itself, on a free port of this process.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(WebApplication app)
    {
        App = app;

        // Cookies are sent where a test says so.
        Client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    /// <param name="settings">Like <c>Collab:Storage=Memory</c>, which is the default here; the last of a name counts.</param>
    public static Task<RunningServer> StartAsync(params string[] settings) => StartAsync(TimeProvider.System, settings);

    /// <param name="time">The server's clock.</param>
    /// <param name="settings">As above.</param>
    public static async Task<RunningServer> StartAsync(TimeProvider time, params string[] settings)
    {
        string[] defaults =
            ["urls=http://127.0.0.1:0", "Collab:Storage=Memory", "Collab:Samples=false", "Logging:LogLevel:Default=None"];
        return new RunningServer(await ServerApp.StartAsync(
            [.. defaults.Concat(settings).Select(setting => $"--{setting}")], time, TestContext.Current.CancellationToken));
    }

    public async Task<ClientWebSocket> ConnectAsync(string path, string? host = null)
    {
        var socket = new ClientWebSocket();
        if (host is not null)
        {
            socket.Options.SetRequestHeader("Host", host);
        }

        await socket.ConnectAsync(new Uri($"ws://{Address.Authority}{path}"), TestContext.Current.CancellationToken);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
