using Collab.AspNetCore.Access;
using Collab.AspNetCore.Filtering;
using Collab.AspNetCore.WebSockets;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore;

/// <summary>Turns a request into a peer: checks where it comes from, asks what it may do, and hands it to the session.</summary>
internal sealed partial class SyncEndpoint(
    EndpointAccess access,
    WebSocketGate gate,
    SessionRegistry sessions,
    IOptions<CollabOptions> options,
    UpdateFilters filters,
    ConnectionClock clock,
    ILogger<SyncEndpoint> logger)
{
    private readonly CollabOptions _options = options.Value;
    private readonly WebSocketSettings _settings = WebSocketSettings.From(options.Value) with { MaxMessageBytes = access.MaxMessageBytes };

    /// <summary>Serves a y-websocket client; the route's <c>document</c> names what it opens.</summary>
    public Task HandleAsync(HttpContext context) => HandleAsync(context, "document", PeerAcknowledgement.Echo);

    /// <summary>Serves a y-sweet client, whose address has the name twice.</summary>
    public Task HandleYSweetAsync(HttpContext context) => HandleAsync(context, "name", PeerAcknowledgement.Barrier);

    private async Task HandleAsync(HttpContext context, string parameter, PeerAcknowledgement acknowledgement)
    {
        var (letsIn, token) = await gate.CheckAsync(context, access);
        if (!letsIn)
        {
            return;
        }

        if (!access.TryReadName(context, parameter, out var document) || !AgreesWith(context, "document", parameter))
        {
            await WebSocketGate.RefuseAsync(context, StatusCodes.Status400BadRequest, "not a document name");
            return;
        }

        var rechecks = access.Live.Rechecks;
        var request = EndpointAccess.Describe(context, document, token);
        await ServeAsync(context, request, await access.AskAsync(request, context.RequestAborted), rechecks, acknowledgement);
    }

    /// <summary>Whether two parts of the path name the same, so that nobody who decides by one of them lets in to another document.</summary>
    private static bool AgreesWith(HttpContext context, string parameter, string other) =>
        context.GetRouteValue(parameter) is not string named || named == context.GetRouteValue(other) as string;

    private async Task ServeAsync(
        HttpContext context, AccessRequest request, DocumentAccess granted, long rechecks, PeerAcknowledgement acknowledgement)
    {
        var connection = await WebSocketConnection.AcceptAsync(context, _settings, clock);
        var peer = new YWebsocketDialect(connection, _options.Sessions.OutboxBytes)
        {
            Id = context.Connection.Id,
            Address = context.Connection.RemoteIpAddress,
            Access = granted,
            WantsStatus = context.Request.Query["collab"] == "1",
            Acknowledgement = acknowledgement,
        };

        // Browsers show a page nothing of a refused upgrade; a close code reaches it.
        var connected = granted.Right == AccessRight.None
            ? new ConnectResult(null, PeerClose.Forbidden)
            : await sessions.ConnectAsync(request.Document, peer, context.RequestAborted);
        if (connected.Link is not { } link)
        {
            peer.Close(connected.Refusal);
            await connection.RunAsync(peer, context.RequestAborted);
            return;
        }

        peer.Link = new FilteredLink(link, filters, request.Document, peer);
        var live = new LiveConnection(access, request, granted, peer);
        Log.Connected(logger, request.Document, peer.Id, granted.Right);
        await connection.DetachAsync(aborted => RunAsync(connection, peer, live, rechecks, aborted), context.RequestAborted);
    }

    private async Task RunAsync(
        WebSocketConnection connection, YWebsocketDialect peer, LiveConnection live, long rechecks, CancellationToken aborted)
    {
        access.Live.Add(live);
        try
        {
            await access.Live.CatchUpAsync(live, rechecks, aborted);
            await connection.RunAsync(peer, aborted);
        }
        finally
        {
            access.Live.Remove(live);
            peer.Link!.Leave();
            peer.Outbox.Complete();
            Log.Disconnected(logger, live.Document, peer.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: peer {Peer} connected ({Right})")]
        public static partial void Connected(ILogger logger, DocumentName document, string peer, AccessRight right);

        [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: peer {Peer} disconnected")]
        public static partial void Disconnected(ILogger logger, DocumentName document, string peer);
    }
}
