using System.Collections.Concurrent;
using System.Net.WebSockets;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collab.Client.Tests;

/// <summary>A server that does on each connection what the test says, to show a client what a real one rarely does.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _tokens = new();

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri Endpoint => new($"{_app.Urls.Single()}/sync");

    /// <summary>What each connection brought in the header Authorization.</summary>
    public IReadOnlyCollection<string> Tokens => _tokens;

    /// <param name="serve">Serves a connection, told the number of those before it. When it returns without having closed the
    /// socket, that is cut.</param>
    public static async Task<ScriptedServer> StartAsync(Func<WebSocket, int, Task> serve)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ScriptedServer(app);
        var connections = -1;
        app.UseWebSockets();
        app.Map("/sync/{**document}", async (HttpContext context) =>
        {
            server._tokens.Enqueue(context.Request.Headers.Authorization.ToString());
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await serve(socket, Interlocked.Increment(ref connections));
            socket.Abort();
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Lets a client come online with an empty document.</summary>
    public static async Task WelcomeAsync(WebSocket socket)
    {
        await SendAsync(socket, YWebsocketFrame.Step1(StateVector.Empty.Encode()));
        await SendAsync(socket, YWebsocketFrame.Step2([0, 0]));
    }

    public static Task SendAsync(WebSocket socket, byte[] frame) =>
        socket.SendAsync(frame, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

    /// <summary>Closes, and waits until the client has too: what is cut too early may not arrive.</summary>
    public static async Task CloseAsync(WebSocket socket, int code, string reason)
    {
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, TestContext.Current.CancellationToken);
        while (await ReceiveAsync(socket) is not null)
        {
        }
    }

    /// <returns>The next message; null at the end.</returns>
    public static async Task<byte[]?> ReceiveAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }

    /// <summary>Receives until a barrier comes.</summary>
    /// <returns>The whole message, which echoed is the answer; null if the connection ended before.</returns>
    public static async Task<byte[]?> ReceiveBarrierAsync(WebSocket socket)
    {
        while (await ReceiveAsync(socket) is { } frame)
        {
            if (frame[0] == (byte)MessageType.Barrier)
            {
                return frame;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
