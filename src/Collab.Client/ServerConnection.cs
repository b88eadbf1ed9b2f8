using System.Buffers;
using System.Net.WebSockets;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Client;

/// <summary>One WebSocket: sends what there is when it is woken, hands on what arrives, and says how it ended.</summary>
internal sealed class ServerConnection : IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private const int KeptBufferBytes = 1 << 20;

    // y-protocols looks as often for states that are outdated.
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(3);

    private readonly ClientWebSocket _socket;
    private readonly CollabClientOptions _options;
    private readonly SyncSession _session;
    private long _heardAt;

    private ServerConnection(ClientWebSocket socket, CollabClientOptions options, SyncSession session)
    {
        _socket = socket;
        _options = options;
        _session = session;
        _heardAt = options.Time.GetTimestamp();
    }

    /// <returns>A connection, or how the attempt ended.</returns>
    /// <exception cref="OperationCanceledException">The client stops.</exception>
    public static async Task<(ServerConnection? Connection, ConnectionEnd? Failure)> OpenAsync(
        Uri address, string? token, CollabClientOptions options, SyncSession session, CancellationToken stop)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            socket.Options.CollectHttpResponseDetails = true;
            foreach (var (name, value) in RequestHeaders.Of(options, token))
            {
                socket.Options.SetRequestHeader(name, value);
            }

            using var late = new CancellationTokenSource(options.ConnectTimeout, options.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
            await socket.ConnectAsync(address, options.Http ?? SharedHttp.Invoker, either.Token);
            return (new ServerConnection(socket, options, session), null);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or HttpRequestException)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            stop.ThrowIfCancellationRequested();
            return (null, new ConnectionEnd(
                status == default ? CloseCodes.Abnormal : CloseCodes.OfRefusal(status),
                status == default ? failure.InnerException?.Message ?? failure.Message : $"the server answered {(int)status}"));
        }
    }

    /// <summary>Serves the connection until either side ends it.</summary>
    /// <param name="stop">Says goodbye when it is cancelled, which takes no longer than a connection may.</param>
    public async Task<ConnectionEnd> RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var cutting = new CancellationTokenSource();
        var receiving = ReceiveAsync(cutting.Token);
        var sending = SendAsync(ending.Token, cutting.Token);
        var watching = WatchAsync(ending.Token);
        await Task.WhenAny((Task[])[receiving, sending, watching]);
        await ending.CancelAsync();
        using var late = new CancellationTokenSource(_options.ConnectTimeout, _options.Time);
        using var cutsWhenLate = late.Token.Register(cutting.Cancel);
        var silence = await watching;
        if (receiving.IsCompleted || silence is not null)
        {
            await SayGoodbyeAsync(WebSocketState.CloseReceived, cutting.Token);
            await cutting.CancelAsync();
        }

        var unsendable = await sending;
        await SayGoodbyeAsync(WebSocketState.Open, cutting.Token);

        // What the server still says counts.
        var received = await receiving;
        _socket.Abort();
        return unsendable ?? silence ?? received;
    }

    public void Dispose() => _socket.Dispose();

    private async Task<ConnectionEnd> ReceiveAsync(CancellationToken cut)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    buffer = MakeRoom(buffer, length);
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), cut);
                    length += part.Count;
                    Volatile.Write(ref _heardAt, _options.Time.GetTimestamp());
                    if (length > _options.MaxReceivedBytes)
                    {
                        return new ConnectionEnd(CloseCodes.ProtocolError, $"a message over {_options.MaxReceivedBytes} bytes came");
                    }
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return new ConnectionEnd((int)(_socket.CloseStatus ?? 0), _socket.CloseStatusDescription ?? "");
                }

                await _session.ReceiveAsync(buffer.AsMemory(0, length), cut);
                buffer = GiveBackLarge(buffer);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or IOException)
        {
            return new ConnectionEnd(CloseCodes.Abnormal, failure.Message);
        }
        catch (Exception failure) when (failure is MalformedUpdateException or PendingLimitException)
        {
            return new ConnectionEnd(CloseCodes.ProtocolError, failure.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<ConnectionEnd?> SendAsync(CancellationToken ending, CancellationToken cut)
    {
        var frames = new List<ReadOnlyMemory<byte>>();
        try
        {
            while (true)
            {
                if (await _session.TakeOutputAsync(frames, ending) is { } leaving)
                {
                    return leaving;
                }

                foreach (var frame in frames)
                {
                    if (frame.Length > _options.MaxMessageBytes)
                    {
                        return new ConnectionEnd(CloseCodes.TooLarge, $"a change over {_options.MaxMessageBytes} bytes");
                    }

                    await _socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, cut);
                }

                frames.Clear();
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>Lets time pass for the subject, and ends a connection on which nothing came for too long.</summary>
    private async Task<ConnectionEnd?> WatchAsync(CancellationToken ending)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TickInterval, _options.Time, ending);
                _session.Tick();
                if (_options.Time.GetElapsedTime(Volatile.Read(ref _heardAt)) >= _options.SilenceTimeout)
                {
                    return new ConnectionEnd(CloseCodes.Abnormal, "the server was silent for too long");
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null; // the connection ends for another reason
        }
    }

    /// <param name="state">Of the socket, in which a goodbye is due.</param>
    private async Task SayGoodbyeAsync(WebSocketState state, CancellationToken cut)
    {
        try
        {
            if (_socket.State == state)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cut);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or IOException)
        {
            // Nobody is there to say it to.
        }
    }

    private static byte[] MakeRoom(byte[] buffer, int length)
    {
        if (length < buffer.Length)
        {
            return buffer;
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    /// <summary>One large message does not take its memory for the rest of the connection.</summary>
    private static byte[] GiveBackLarge(byte[] buffer)
    {
        if (buffer.Length <= KeptBufferBytes)
        {
            return buffer;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return ArrayPool<byte>.Shared.Rent(BufferBytes);
    }
}
