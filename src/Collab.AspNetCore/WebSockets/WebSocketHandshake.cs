using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Collab.AspNetCore.Access;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Collab.AspNetCore.WebSockets;

/// <summary>Turns a request into a WebSocket: the opening handshake of RFC 6455 over HTTP/1.1, and of RFC 8441 over HTTP/2.</summary>
internal static class WebSocketHandshake
{
    private const string Version = "13";
    private const string Protocol = "websocket";

    /// <summary>What a server answers a key with is hashed from it and this (RFC 6455, 1.3).</summary>
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private const int KeyBytes = 16;

    /// <summary>Whether a request asks for a WebSocket, in a good form or a bad one.</summary>
    public static bool IsRequested(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect
            ? string.Equals(connect.Protocol, Protocol, StringComparison.OrdinalIgnoreCase)
            : context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
                && HttpMethods.IsGet(context.Request.Method)
                && context.Request.Headers.Upgrade.ToString().Split(',', StringSplitOptions.TrimEntries)
                    .Contains(Protocol, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the request cannot be answered with a WebSocket; null if it can.</summary>
    /// <param name="status">The HTTP status that says so.</param>
    public static string? FindFault(HttpContext context, out int status)
    {
        status = StatusCodes.Status426UpgradeRequired;
        if (!IsRequested(context))
        {
            return "this address speaks WebSocket";
        }

        var headers = context.Request.Headers;
        if (headers.SecWebSocketVersion != Version)
        {
            context.Response.Headers.SecWebSocketVersion = Version;
            return $"this server speaks WebSocket version {Version}";
        }

        status = StatusCodes.Status400BadRequest;
        return IsExtendedConnect(context) || IsKey(headers.SecWebSocketKey.ToString()) ? null : "not a WebSocket key";
    }

    /// <summary>Answers the request; after it the bytes in both directions are frames.</summary>
    public static async ValueTask<IDuplexPipe> AcceptAsync(HttpContext context)
    {
        if (FindSubProtocol(context.Request) is { } subProtocol)
        {
            context.Response.Headers.SecWebSocketProtocol = subProtocol;
        }

        if (IsExtendedConnect(context))
        {
            return new StreamPipe(await context.Features.GetRequiredFeature<IHttpExtendedConnectFeature>().AcceptAsync());
        }

        context.Response.Headers.Upgrade = Protocol;
        context.Response.Headers.SecWebSocketAccept = AcceptFor(context.Request.Headers.SecWebSocketKey.ToString());
        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();

        // Where the server has pipes beneath the stream, they need no buffer of ours, and no copy into and out of it.
        return context.Features.Get<IConnectionTransportFeature>()?.Transport ?? new StreamPipe(stream);
    }

    private static bool IsExtendedConnect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    private static bool IsKey(string key)
    {
        Span<byte> decoded = stackalloc byte[KeyBytes + 1];
        return Convert.TryFromBase64String(key, decoded, out var length) && length == KeyBytes;
    }

    /// <summary>The first one offered that is no token, or else the token: browsers fail a connection that answers none of theirs, and to us
    /// they mean nothing.</summary>
    private static string? FindSubProtocol(HttpRequest request)
    {
        var offered = request.Headers.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol);
        return offered.FirstOrDefault(protocol => !PresentedToken.IsSubprotocol(protocol)) ?? offered.FirstOrDefault();
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 says SHA-1; it proves that WebSocket is spoken, no more.")]
    private static string AcceptFor(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));

    /// <summary>Pipes over a stream: for HTTP/2, and servers that have no pipes of their own.</summary>
    private sealed class StreamPipe(Stream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(useZeroByteReads: true, leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}
