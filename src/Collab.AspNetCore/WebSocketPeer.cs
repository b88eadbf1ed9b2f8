using System.Buffers;
using System.Net.WebSockets;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>A peer behind a WebSocket: one loop reads messages into the session, one sends the outbox.</summary>
internal sealed class WebSocketPeer(WebSocket socket, CollabOptions options, TimeProvider time) : IPeer
{
    private const int FragmentBytes = 64 * 1024;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private byte[] _buffer = [];
    private PeerClose? _close;

    public required string Id { get; init; }

    public required AccessRight Right { get; init; }

    public required string? Principal { get; init; }

    public required bool WantsStatus { get; init; }

    public Outbox Outbox { get; } = new(options.Sessions.OutboxBytes);

    public void Close(PeerClose close)
    {
        lock (_lock)
        {
            _close ??= close;
        }

        Outbox.Complete();
    }

    /// <summary>Serves the connection until either side ends it.</summary>
    public async Task RunAsync(PeerLink link, CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var sending = SendAsync(ended);
        try
        {
            await ReceiveAsync(link, ended.Token);
        }
        finally
        {
            Outbox.Complete();
            // A peer that reads no more has this long to take what is left.
            ended.CancelAfter(CloseTimeout);
            await sending;
            await AwaitCloseAsync(ended.Token);
        }
    }

    /// <summary>Tells a peer that was not let in why.</summary>
    public async Task RefuseAsync(CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        Outbox.Complete();
        await SendAsync(ended);
        await AwaitCloseAsync(ended.Token);
    }

    private async Task ReceiveAsync(PeerLink link, CancellationToken cancellationToken)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            while (await ReceiveMessageAsync(cancellationToken) is { } message)
            {
                await link.ReceiveAsync(message, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // The connection is gone; what came before is in the session.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>Receives one whole binary message, counting it against the limit while it comes.</summary>
    /// <returns>An array of its own, which the session keeps; null if the connection is to end.</returns>
    private async Task<byte[]?> ReceiveMessageAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Text)
            {
                Close(new PeerClose((int)WebSocketCloseStatus.InvalidMessageType, "binary messages only"));
                return null;
            }

            if (length > options.MaxMessageBytes)
            {
                Close(PeerClose.TooLarge($"message over {options.MaxMessageBytes} bytes"));
                return null;
            }

            if (received.EndOfMessage)
            {
                return _buffer.AsSpan(0, length).ToArray();
            }

            if (length == _buffer.Length)
            {
                Grow();
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>Sends the outbox to its end, then the close.</summary>
    /// <param name="ended">Cancelled a while after the close was sent: the peer has that long to answer it.</param>
    private async Task SendAsync(CancellationTokenSource ended)
    {
        try
        {
            while (await NextFrameAsync(ended.Token) is { IsEmpty: false } frame)
            {
                await SendFrameAsync(frame, ended.Token);
            }

            await SendCloseAsync(ended.Token);
            ended.CancelAfter(CloseTimeout);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // The receiving loop, which owns the connection's end, meets the same failure.
            socket.Abort();
        }
    }

    /// <returns>Empty once the outbox has ended.</returns>
    private async ValueTask<ReadOnlyMemory<byte>> NextFrameAsync(CancellationToken cancellationToken)
    {
        var next = Outbox.ReadAsync(cancellationToken);
        if (next.IsCompleted)
        {
            return (await next).Frame;
        }

        var task = next.AsTask();
        while (true)
        {
            try
            {
                return (await task.WaitAsync(options.KeepAliveInterval, time, cancellationToken)).Frame;
            }
            catch (TimeoutException)
            {
                await SendFrameAsync(YWebsocketFrame.KeepAlive, cancellationToken);
            }
        }
    }

    /// <summary>Sends one message; a large one in fragments, straight from the bytes that peers share.</summary>
    private async ValueTask SendFrameAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        while (frame.Length > FragmentBytes)
        {
            await socket.SendAsync(frame[..FragmentBytes], WebSocketMessageType.Binary, false, cancellationToken);
            frame = frame[FragmentBytes..];
        }

        await socket.SendAsync(frame, WebSocketMessageType.Binary, true, cancellationToken);
    }

    /// <summary>Reads on until the peer's own close comes: a connection that is cut while the peer still sends may lose the
    /// close, and with it the reason.</summary>
    private async Task AwaitCloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (socket.State == WebSocketState.CloseSent)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            socket.Abort();
        }
    }

    private async Task SendCloseAsync(CancellationToken cancellationToken)
    {
        PeerClose close;
        lock (_lock)
        {
            close = _close ?? new PeerClose((int)WebSocketCloseStatus.NormalClosure, "");
        }

        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, cancellationToken);
        }
    }
}
