using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>A peer behind a WebSocket: one loop reads messages into the session, one sends the outbox.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The session may close the peer at any time, and nothing but a timer that ends is held.")]
internal sealed class WebSocketPeer(WebSocket socket, CollabOptions options, TimeProvider time) : IPeer
{
    private const int FragmentBytes = 64 * 1024;
    private const int BufferBytes = 4096;

    /// <summary>What a connection keeps for its next message; what a larger one took is given back.</summary>
    private const int KeptBufferBytes = 64 * 1024;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
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

        EndSoon();
    }

    /// <summary>Serves the connection until either side ends it.</summary>
    public async Task RunAsync(PeerLink link, CancellationToken aborted)
    {
        using var abort = aborted.Register(_ended.Cancel);
        var sending = SendAsync();
        try
        {
            await ReceiveAsync(link);
        }
        finally
        {
            EndSoon();
            await sending;
            await AwaitCloseAsync();
        }
    }

    /// <summary>Tells a peer that was not let in why.</summary>
    public async Task RefuseAsync(CancellationToken aborted)
    {
        using var abort = aborted.Register(_ended.Cancel);
        EndSoon();
        await SendAsync();
        await AwaitCloseAsync();
    }

    /// <summary>Takes no more frames. A peer that reads no more has this long to take what is left.</summary>
    private void EndSoon()
    {
        Outbox.Complete();
        _ended.CancelAfter(CloseTimeout);
    }

    private async Task ReceiveAsync(PeerLink link)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await ReceiveMessageAsync(_ended.Token) is { } message)
            {
                await link.ReceiveAsync(message, _ended.Token);
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
                var message = _buffer.AsSpan(0, length).ToArray();
                Shrink();
                return message;
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

    private void Shrink()
    {
        if (_buffer.Length > KeptBufferBytes)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        }
    }

    /// <summary>Sends the outbox to its end, then the close.</summary>
    private async Task SendAsync()
    {
        try
        {
            while (await NextFrameAsync(_ended.Token) is { IsEmpty: false } frame)
            {
                await SendFrameAsync(frame, _ended.Token);
            }

            await SendCloseAsync(_ended.Token);

            // From now on the peer has that long to answer.
            _ended.CancelAfter(CloseTimeout);
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
    private async Task AwaitCloseAsync()
    {
        try
        {
            if (socket.State == WebSocketState.CloseSent)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _ended.Token);
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
