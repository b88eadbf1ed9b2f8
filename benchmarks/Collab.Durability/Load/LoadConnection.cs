using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Durability.Load;

/// <summary>One y-websocket client on a socket of its own: sends prepared updates when it is told to, and notes when each
/// comes back. As cheap as can be: it shares the cores with the server.</summary>
internal sealed class LoadConnection : IAsyncDisposable
{
    private static readonly byte[] Step1 = WebSocketFrames.FromClient(WebSocketFrames.Binary, [0, 0, 1, 0]);
    private static readonly byte[] EmptyStep2 = WebSocketFrames.FromClient(WebSocketFrames.Binary, [0, 1, 2, 0, 0]);
    private static readonly byte[] EmptyClose = WebSocketFrames.FromClient(WebSocketFrames.Close, []);

    private readonly Socket _socket;
    private readonly Typing _typing;
    private readonly long[] _due;
    private readonly Lock _sendLock = new();
    private byte[] _buffer = new byte[4096];
    private int _filled;
    private List<byte>? _fragments;
    private int _sent;
    private int _acknowledged;
    private Task _receiving = Task.CompletedTask;

    private LoadConnection(Socket socket, Typing typing)
    {
        _socket = socket;
        _typing = typing;
        _due = new long[typing.Frames.Length];
        AcknowledgedAt = new long[typing.Frames.Length];
    }

    /// <summary>When each update was due to be sent, as stamps of <see cref="Stopwatch"/>: latency counts from there, so that one
    /// that is sent late because others took long counts in full.</summary>
    public ReadOnlySpan<long> DueAt => _due.AsSpan(0, Sent);

    /// <summary>When each update had come back; 0 as long as it has not.</summary>
    public long[] AcknowledgedAt { get; }

    public int Sent => Volatile.Read(ref _sent);

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>When the server told of trouble with its store, and when of the end of it; 0 if it did not.</summary>
    public long TroubleAt { get; private set; }

    public long TroubleOverAt { get; private set; }

    /// <summary>When the connection ended, and with which code; 0 as long as it has not.</summary>
    public long ClosedAt { get; private set; }

    public int CloseCode { get; private set; }

    public static async Task<LoadConnection> OpenAsync(int port, string document, Typing typing)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var connection = new LoadConnection(socket, typing);
        await connection.UpgradeAsync(port, document);
        connection.Send(Step1);
        connection.Send(EmptyStep2);
        connection._receiving = connection.ReceiveAsync();
        return connection;
    }

    /// <summary>Sends the next update; one connection is told by one thread only.</summary>
    /// <param name="due">When it should have been sent.</param>
    public void SendNext(long due)
    {
        if (_sent == _due.Length || ClosedAt != 0)
        {
            return;
        }

        _due[_sent] = due;
        var frame = _typing.Frames[_sent];
        Volatile.Write(ref _sent, _sent + 1);
        Send(frame);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _receiving;
    }

    private void Send(byte[] frame)
    {
        try
        {
            lock (_sendLock)
            {
                _socket.Send(frame);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The receiving loop notes the end.
        }
    }

    private async Task UpgradeAsync(int port, string document)
    {
        var key = Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        await _socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"GET /sync/{document}?collab=1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n")));
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
            _filled += received;
            var end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0 && _buffer.AsSpan().StartsWith("HTTP/1.1 101"u8))
            {
                Consume(end + 4);
                return;
            }

            if (end >= 0 || received == 0)
            {
                throw new IOException($"the server answered {Encoding.ASCII.GetString(_buffer, 0, _filled)}");
            }
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                HandleFrames();
                var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
                if (received == 0)
                {
                    break;
                }

                _filled += received;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }

        ClosedAt = ClosedAt == 0 ? Stopwatch.GetTimestamp() : ClosedAt;
    }

    private void HandleFrames()
    {
        var at = 0;
        while (WebSocketFrames.TryRead(
            _buffer.AsSpan(at, _filled - at), out var opcode, out var isFinal, out var start, out var length))
        {
            HandleFrame(opcode, isFinal, _buffer.AsSpan(at + start, length));
            at += start + length;
        }

        Consume(at);
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    private void Consume(int bytes)
    {
        _buffer.AsSpan(bytes, _filled - bytes).CopyTo(_buffer);
        _filled -= bytes;
    }

    private void HandleFrame(byte opcode, bool isFinal, ReadOnlySpan<byte> payload)
    {
        switch (opcode)
        {
            case WebSocketFrames.Close:
                CloseCode = payload.Length >= 2 ? (payload[0] << 8) | payload[1] : 0;
                ClosedAt = Stopwatch.GetTimestamp();
                Send(EmptyClose);
                break;
            case WebSocketFrames.Ping:
                Send(WebSocketFrames.FromClient(WebSocketFrames.Pong, payload));
                break;
            case WebSocketFrames.Pong:
                break;
            default:
                HandleMessagePart(isFinal, payload);
                break;
        }
    }

    private void HandleMessagePart(bool isFinal, ReadOnlySpan<byte> payload)
    {
        if (isFinal && _fragments is null)
        {
            HandleMessage(payload);
            return;
        }

        (_fragments ??= []).AddRange(payload);
        if (isFinal)
        {
            HandleMessage(_fragments.ToArray());
            _fragments = null;
        }
    }

    private void HandleMessage(ReadOnlySpan<byte> message)
    {
        var reader = new Lib0Reader(message);
        switch ((MessageType)reader.ReadVarUint())
        {
            case MessageType.Sync when (SyncMessageType)reader.ReadVarUint() is SyncMessageType.Update:
                Acknowledge(Updates.ReadMetadata(reader.ReadVarBytes()));
                break;
            case MessageType.Status:
                HandleStatus(reader.ReadVarBytes());
                break;
            default:
                break;
        }
    }

    private void HandleStatus(ReadOnlySpan<byte> json)
    {
        if (json.SequenceEqual("""{"storage":"trouble"}"""u8))
        {
            TroubleAt = Stopwatch.GetTimestamp();
        }
        else if (json.SequenceEqual("""{"storage":"ok"}"""u8))
        {
            TroubleOverAt = Stopwatch.GetTimestamp();
        }
    }

    private void Acknowledge(UpdateMetadata update)
    {
        var now = Stopwatch.GetTimestamp();
        var clock = (int)update.To.GetValueOrDefault(_typing.Client);
        for (var i = _acknowledged; i < clock; i++)
        {
            AcknowledgedAt[i] = now;
        }

        Volatile.Write(ref _acknowledged, Math.Max(_acknowledged, clock));
    }
}
