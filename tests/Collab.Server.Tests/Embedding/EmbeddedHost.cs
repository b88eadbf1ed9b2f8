using System.Net;
using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collab.Server.Tests.Embedding;

/// <summary>A small app of somebody else's that hosts the sync endpoint, on a port of its own.</summary>
public sealed class EmbeddedHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private EmbeddedHost(WebApplication app) => App = app;

    public WebApplication App { get; }

    public Uri Address => new(App.Urls.Single());

    public static async Task<EmbeddedHost> StartAsync(
        Action<CollabBuilder> collab,
        Action<CollabOptions>? configure = null,
        IDocumentStore? store = null,
        Action<KestrelServerOptions>? kestrel = null,
        Action<WebApplication>? use = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel ?? (_ => { }));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store ?? new MemoryStore());
        collab(builder.Services.AddCollab(configure));
        var app = builder.Build();
        use?.Invoke(app);
        app.MapCollab("/sync/{**document}");
        app.MapCollabHocuspocus("/hocuspocus");
        app.MapCollabYSweet("/d/{document}/ws/{name}");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EmbeddedHost(app);
    }

    /// <summary>Connects as y-websocket does.</summary>
    /// <param name="document">As it goes into the request line, encoded where it has to be.</param>
    public Task<ClientWebSocket> ConnectAsync(string document, string? origin = null) => ConnectToAsync($"sync/{document}", origin);

    /// <param name="path">As it goes into the request line, encoded where it has to be.</param>
    public async Task<ClientWebSocket> ConnectToAsync(string path, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await socket.ConnectAsync(
            new Uri($"ws://{Address.Authority}/{path}"), TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Connects as a page does, with what its browser adds, and checks that it is let in and greeted, or refused before the upgrade.</summary>
    /// <param name="origin">Of the page; <c>own</c> for the host's, null for none.</param>
    public async Task AssertPageMayComeAsync(bool letsIn, string path, string? origin, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin == "own" ? Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        socket.Options.CollectHttpResponseDetails = true;
        var connecting = socket.ConnectAsync(new Uri($"ws://{Address.Authority}/{path}"), TestContext.Current.CancellationToken);
        if (letsIn)
        {
            await connecting;
            Assert.Equal([0, 0, 1, 0], await ReceiveAsync(socket));
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => connecting);
            Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
        }
    }

    /// <summary>Receives one message; a close gives null.</summary>
    public static async Task<byte[]?> ReceiveAsync(ClientWebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (received.EndOfMessage)
            {
                return buffer[..length];
            }
        }
    }

    /// <summary>Reads until the server closes, and tells how.</summary>
    public static async Task<(int Code, string? Reason)> ReadCloseAsync(ClientWebSocket socket)
    {
        while (await ReceiveAsync(socket) is not null)
        {
        }

        return ((int)socket.CloseStatus!, socket.CloseStatusDescription);
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
