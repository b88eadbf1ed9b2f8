using System.Security.Claims;
using Collab.AspNetCore.WebSockets;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore;

/// <summary>Turns a request into a peer: checks where it comes from, asks what it may do, and hands it to the session.</summary>
internal sealed partial class SyncEndpoint(
    SessionRegistry sessions,
    IDocumentAuthorizer authorizer,
    IOptions<CollabOptions> options,
    ConnectionClock clock,
    ILogger<SyncEndpoint> logger)
{
    private readonly CollabOptions _options = options.Value;
    private readonly WebSocketSettings _settings = WebSocketSettings.From(options.Value);

    public async Task HandleAsync(HttpContext context)
    {
        if (WebSocketHandshake.FindFault(context, out var status) is { } fault)
        {
            await RefuseAsync(context, status, fault);
            return;
        }

        if (!IsOriginAllowed(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "pages of this origin may not connect");
            return;
        }

        if (sessions.IsStopping)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "the server stops");
            return;
        }

        if (!DocumentPath.TryReadName(context, "document", out var document))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "not a document name");
            return;
        }

        var right = await authorizer.AuthorizeAsync(context, document, context.RequestAborted);
        await ServeAsync(context, document, right);
    }

    private async Task ServeAsync(HttpContext context, DocumentName document, AccessRight right)
    {
        var connection = await WebSocketConnection.AcceptAsync(context, _settings, clock);
        var peer = new YWebsocketDialect(connection, _options.Sessions.OutboxBytes)
        {
            Id = context.Connection.Id,
            Right = right,
            Principal = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? context.User.Identity?.Name,
            WantsStatus = context.Request.Query["collab"] == "1",
        };

        // Browsers show a page nothing of a refused upgrade; a close code reaches it.
        var connected = right == AccessRight.None
            ? new ConnectResult(null, PeerClose.Forbidden)
            : await sessions.ConnectAsync(document, peer, context.RequestAborted);
        if (connected.Link is not { } link)
        {
            peer.Close(connected.Refusal);
            await connection.RunAsync(peer, context.RequestAborted);
            return;
        }

        peer.Link = link;
        Log.Connected(logger, document, peer.Id, right);
        try
        {
            await connection.RunAsync(peer, context.RequestAborted);
        }
        finally
        {
            link.Leave();
            peer.Outbox.Complete();
            Log.Disconnected(logger, document, peer.Id);
        }
    }

    /// <summary>Keeps other sites' pages out, which would connect with the visitor's cookies.</summary>
    private bool IsOriginAllowed(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || _options.AllowedOrigins.Contains("*"))
        {
            return true;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && (string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                || _options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase));
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: peer {Peer} connected ({Right})")]
        public static partial void Connected(ILogger logger, DocumentName document, string peer, AccessRight right);

        [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: peer {Peer} disconnected")]
        public static partial void Disconnected(ILogger logger, DocumentName document, string peer);
    }
}
