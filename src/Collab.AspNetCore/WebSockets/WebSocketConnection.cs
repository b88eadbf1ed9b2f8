using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore.WebSockets;

/// <summary>One client's socket: gives what comes to a dialect, sends what the dialect has, until either side ends it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The session may close the connection at any time, and nothing but a timer that ends is held.")]
internal sealed class WebSocketConnection
{
    private const int FragmentBytes = 64 * 1024;
    private const int BufferBytes = 4096;

    /// <summary>What a connection keeps for its next message; what a larger one took is given back.</summary>
    private const int KeptBufferBytes = 64 * 1024;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly WebSocketSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private byte[] _buffer = [];
    private PeerClose? _close;

    private WebSocketConnection(WebSocket socket, WebSocketSettings settings, TimeProvider time)
    {
        _socket = socket;
        _settings = settings;
        _time = time;
    }

    private PeerClose? Closing
    {
        get
        {
            lock (_lock)
            {
                return _close;
            }
        }
    }

    /// <summary>Upgrades a request, which must be one for a WebSocket. The connection has to be run then.</summary>
    public static async ValueTask<WebSocketConnection> AcceptAsync(HttpContext context, WebSocketSettings settings, TimeProvider time)
    {
        var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = settings.PingInterval,
            KeepAliveTimeout = settings.PingTimeout,
        });
        return new WebSocketConnection(socket, settings, time);
    }

    /// <summary>Has the connection look whether the dialect has something to send. Returns at once.</summary>
    public void Wake() => _wake.Release();

    /// <summary>Ends the connection once what the dialect has now is sent; the first call counts. Returns at once. A client that does not
    /// read has 5 s to take it, and as long to answer the close.</summary>
    public void Close(PeerClose close)
    {
        lock (_lock)
        {
            _close ??= close;
        }

        _ended.CancelAfter(CloseTimeout);
        Wake();
    }

    /// <summary>Serves the connection until either side ends it.</summary>
    public async Task RunAsync(IConnectionDialect dialect, CancellationToken aborted)
    {
        using var abort = aborted.Register(_ended.Cancel);
        using var socket = _socket;
        var sending = SendAsync(dialect);
        try
        {
            await ReceiveAsync(dialect);
        }
        finally
        {
            Close(new PeerClose((int)WebSocketCloseStatus.NormalClosure, ""));
            await sending;
            await AwaitCloseAsync();
        }
    }

    private async Task ReceiveAsync(IConnectionDialect dialect)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await ReceiveMessageAsync(dialect.ReceivesText, _ended.Token) is { } message)
            {
                await dialect.ReceiveAsync(new ReceivedFrames(message, default), _ended.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // The connection is gone; what came before is with the dialect.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>Receives one whole message, counting it against the limit while it comes.</summary>
    /// <returns>An array of its own, which the dialect keeps; null if the connection is to end.</returns>
    private async Task<byte[]?> ReceiveMessageAsync(bool receivesText, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Text && !receivesText)
            {
                Close(new PeerClose((int)WebSocketCloseStatus.InvalidMessageType, "binary messages only"));
                return null;
            }

            if (length > _settings.MaxMessageBytes)
            {
                Close(new PeerClose(_settings.TooLargeCode, $"too large: message over {_settings.MaxMessageBytes} bytes"));
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

    /// <summary>Sends what the dialect has, to its end, then the close.</summary>
    private async Task SendAsync(IConnectionDialect dialect)
    {
        try
        {
            PeerClose? close;
            while (true)
            {
                // Looked at first: what the dialect had when it closed is still sent.
                close = Closing;
                while (dialect.TryTakeFrame(out var message))
                {
                    await SendMessageAsync(message, _ended.Token);
                }

                if (close is not null)
                {
                    break;
                }

                if (!await _wake.WaitAsync(_settings.KeepAliveInterval, _ended.Token) && !dialect.KeepAlive.IsEmpty)
                {
                    await SendMessageAsync(new OutboundMessage(default, dialect.KeepAlive), _ended.Token);
                }
            }

            await SendCloseAsync(close.Value, _ended.Token);

            // From now on the peer has that long to answer.
            _ended.CancelAfter(CloseTimeout);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // The receiving loop, which owns the connection's end, meets the same failure.
            _socket.Abort();
        }
    }

    private async ValueTask SendMessageAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (!message.Prefix.IsEmpty)
        {
            await _socket.SendAsync(message.Prefix, WebSocketMessageType.Binary, false, cancellationToken);
        }

        // A large one in fragments, straight from the bytes that peers share.
        var body = message.Body;
        while (body.Length > FragmentBytes)
        {
            await _socket.SendAsync(body[..FragmentBytes], WebSocketMessageType.Binary, false, cancellationToken);
            body = body[FragmentBytes..];
        }

        await _socket.SendAsync(body, WebSocketMessageType.Binary, true, cancellationToken);
    }

    /// <summary>Reads on until the peer's own close comes: a connection that is cut while the peer still sends may lose the
    /// close, and with it the reason.</summary>
    private async Task AwaitCloseAsync()
    {
        try
        {
            if (_socket.State == WebSocketState.CloseSent)
            {
                await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _ended.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            _socket.Abort();
        }
    }

    private async Task SendCloseAsync(PeerClose close, CancellationToken cancellationToken)
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, cancellationToken);
        }
    }
}
