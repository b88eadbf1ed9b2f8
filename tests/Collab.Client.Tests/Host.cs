using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collab.Client.Tests;

/// <summary>The real endpoint in this process, on a port that it keeps when it is stopped and started again.</summary>
internal sealed class Host : IAsyncDisposable
{
    private readonly MemoryStore _store = new();
    private readonly Action<CollabBuilder> _collab;
    private readonly Action<CollabOptions> _configure;
    private readonly int _port = FreePort.Find();
    private WebApplication? _app;

    private Host(Action<CollabBuilder>? collab, Action<CollabOptions>? configure)
    {
        _collab = collab ?? (builder => builder.AllowAnonymous());
        _configure = configure ?? (_ => { });
    }

    /// <summary>What clients connect to.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{_port}/sync");

    public ICollabAccess Access => _app!.Services.GetRequiredService<ICollabAccess>();

    public ICollabDocuments Documents => _app!.Services.GetRequiredService<ICollabDocuments>();

    public static async Task<Host> StartAsync(Action<CollabBuilder>? collab = null, Action<CollabOptions>? configure = null)
    {
        var host = new Host(collab, configure);
        await host.StartAsync();
        return host;
    }

    /// <summary>Starts it, again if it was stopped.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        builder.Services.AddSingleton<IDocumentStore>(_store);
        _collab(builder.Services.AddCollab(_configure));
        _app = builder.Build();
        _app.MapCollab("/sync/{**document}");
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets everybody go, saves, and stops.</summary>
    public async Task StopAsync()
    {
        await _app!.DisposeAsync();
        _app = null;
    }

    /// <summary>A client that is not connected yet.</summary>
    public CollabClient NewClient(string document = "notes", CollabClientOptions? options = null) =>
        new(Endpoint, new DocumentName(document), options ?? Impatient());

    public async Task<CollabClient> ConnectAsync(string document = "notes", CollabClientOptions? options = null)
    {
        var client = NewClient(document, options);
        await client.ConnectAsync(TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Options with which a lost connection is tried again almost at once.</summary>
    public static CollabClientOptions Impatient(Func<CancellationToken, ValueTask<string?>>? token = null) => new()
    {
        FirstRetry = TimeSpan.FromMilliseconds(20),
        MaxRetry = TimeSpan.FromMilliseconds(100),
        TokenProvider = token,
    };

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
