using System.Net;
using Collab.AspNetCore.Access;
using Collab.AspNetCore.Filtering;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.WebSockets;

/// <summary>A connection that is one peer of one document: its messages are the session's frames as they are.</summary>
internal sealed class YWebsocketDialect : IConnectionDialect, IPeer, IAccessHolder
{
    private readonly WebSocketConnection _connection;
    private volatile DocumentAccess _access = DocumentAccess.Denied;

    public YWebsocketDialect(WebSocketConnection connection, int outboxBytes)
    {
        _connection = connection;
        Outbox = new Outbox(outboxBytes, connection.Wake);
    }

    public required string Id { get; init; }

    public required IPAddress? Address { get; init; }

    public required DocumentAccess Access
    {
        get => _access;
        init => _access = value;
    }

    public required bool WantsStatus { get; init; }

    public required PeerAcknowledgement Acknowledgement { get; init; }

    public Outbox Outbox { get; }

    /// <summary>The way into the session; set before the connection runs, unless the peer was refused.</summary>
    public FilteredLink? Link { get; set; }

    public bool ReceivesText => false;

    public ReadOnlyMemory<byte> KeepAlive => YWebsocketFrame.KeepAlive;

    public ValueTask ReceiveAsync(ReceivedFrames messages, CancellationToken cancellationToken) =>
        Link is { } link ? link.ReceiveAsync(messages, cancellationToken) : ValueTask.CompletedTask;

    public bool TryTakeFrame(out OutboundMessage message)
    {
        var any = Outbox.TryTake(out var frame);
        message = new OutboundMessage(default, frame);
        return any;
    }

    public bool SetAccess(DocumentAccess access)
    {
        _access = access;
        Link?.SetAccess(access);
        return Link is not null;
    }

    public void Close(PeerClose close)
    {
        Outbox.Complete();
        _connection.Close(close);
    }
}
