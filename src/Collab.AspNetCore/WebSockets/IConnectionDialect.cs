using Collab.Core.Sessions;

namespace Collab.AspNetCore.WebSockets;

/// <summary>What a connection's messages mean: it is given those that came, and asked for those to send.</summary>
internal interface IConnectionDialect
{
    /// <summary>Whether text messages are taken, as their UTF-8; if not, one ends the connection with 1003.</summary>
    bool ReceivesText { get; }

    /// <summary>The message to send when none was sent for the keep-alive interval; empty if this client needs none.</summary>
    ReadOnlyMemory<byte> KeepAlive { get; }

    /// <summary>Takes messages that came together; the connection reads on once the task completes. Never called twice at once.</summary>
    /// <param name="messages">The dialect's to keep.</param>
    ValueTask ReceiveAsync(ReceivedFrames messages, CancellationToken cancellationToken);

    /// <summary>Takes the next message to send.</summary>
    /// <returns>False if there is none: <see cref="WebSocketConnection.Wake"/> is called when the connection should look again. Never
    /// called twice at once.</returns>
    bool TryTakeFrame(out OutboundMessage message);
}
