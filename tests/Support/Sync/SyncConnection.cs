using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace Collab.Tests.Support;

/// <summary>One WebSocket of a <see cref="SyncClient"/>: sends what is queued, hands on what arrives, and tells how it ended.
/// Two loops on the thread pool, no thread of its own.</summary>
internal sealed class SyncConnection : IAsyncDisposable
{
    private const int BufferBytes = 4096;

    // Shared, so that a thousand clients are not a thousand connection pools.
    private static readonly HttpMessageInvoker Invoker = new(new SocketsHttpHandler { UseProxy = false });

    private readonly ClientWebSocket _socket;
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly Action<SyncFrame> _observe;
    private readonly Action<ReadOnlyMemory<byte>> _receive;
    private readonly TaskCompletionSource<SyncClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loops = Task.CompletedTask;

    private SyncConnection(ClientWebSocket socket, Action<SyncFrame> observe, Action<ReadOnlyMemory<byte>> receive)
    {
        _socket = socket;
        _observe = observe;
        _receive = receive;
    }

    /// <summary>Completes, never faulted, when nothing arrives any more.</summary>
    public Task<SyncClose> Closed => _closed.Task;

    /// <param name="observe">Called with every frame, sent or arrived.</param>
    /// <param name="receive">Called with every frame that arrived, one at a time. If it throws, the connection ends.</param>
    /// <exception cref="WebSocketException">There is nobody, or it refused.</exception>
    public static async Task<SyncConnection> OpenAsync(
        Uri address, Action<SyncFrame> observe, Action<ReadOnlyMemory<byte>> receive, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(address, Invoker, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new SyncConnection(socket, observe, receive);
    }

    /// <summary>Begins to send and to receive: once whoever opened it knows it.</summary>
    public void Start() => _loops = Task.WhenAll(SendAsync(), ReceiveAsync());

    /// <summary>Queues a frame; one for a connection that has ended goes nowhere.</summary>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        _observe(new SyncFrame(true, frame, Stopwatch.GetTimestamp()));
        _outgoing.Writer.TryWrite(frame);
    }

    /// <summary>Sends what is queued, then says goodbye and waits for the server's own close.</summary>
    public async Task CloseAsync()
    {
        _outgoing.Writer.TryComplete();
        await _loops;
    }

    /// <summary>Ends it without a word, as a machine that is switched off does.</summary>
    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _outgoing.Writer.TryComplete();
        await _loops;
        _socket.Dispose();
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var frame in _outgoing.Reader.ReadAllAsync())
            {
                await _socket.SendAsync(frame, WebSocketMessageType.Binary, true, CancellationToken.None);
            }

            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            }
        }
        catch (Exception exception) when (IsEndOfConnection(exception))
        {
            // The receiving loop meets the same end.
        }
    }

    private async Task ReceiveAsync()
    {
        var close = new SyncClose(SyncClose.Abnormal, "the connection was cut");
        try
        {
            while (await ReceiveFrameAsync() is { } frame)
            {
                _observe(new SyncFrame(false, frame, Stopwatch.GetTimestamp()));
                _receive(frame);
            }

            close = new SyncClose((int)(_socket.CloseStatus ?? 0), _socket.CloseStatusDescription ?? "");
        }
        catch (Exception exception) when (IsEndOfConnection(exception))
        {
            // It was cut.
        }
        catch (Exception exception)
        {
            close = new SyncClose(SyncClose.Abnormal, exception.ToString());
            _socket.Abort();
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            _closed.SetResult(close);
        }
    }

    /// <returns>One whole message; null once the server has closed.</returns>
    private async Task<byte[]?> ReceiveFrameAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var length = 0;
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                length += received.Count;
                if (received.EndOfMessage)
                {
                    return buffer[..length];
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsEndOfConnection(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException;
}
