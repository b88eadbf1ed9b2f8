using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Collab.Load.Wire;

namespace Collab.Load.Sockets;

/// <summary>One client's WebSocket. It parses heads of frames and the first bytes of messages; what is in them is the client's.</summary>
/// <remarks>A connection at rest holds no buffer: thousands of them must not cost the generator its caches.</remarks>
internal sealed class Connection
{
    private static readonly byte[] Step1 = [(byte)MessageKind.Sync, (byte)SyncKind.Step1, 1, 0];
    private static readonly byte[] EmptyStep2 = [(byte)MessageKind.Sync, (byte)SyncKind.Step2, 2, 0, 0];

    private readonly EventLoop _loop;
    private readonly Socket _socket;
    private readonly Dialect _dialect;
    private readonly IClient _client;
    private readonly int _id;
    private bool _isUpgraded;
    private bool _reads = true;
    private bool _isClosed;
    private byte[] _rest = [];
    private byte[] _message = [];
    private int _messageLength;
    private byte[] _unsent = [];

    private Connection(EventLoop loop, Socket socket, Dialect dialect, string document, IClient client)
    {
        _loop = loop;
        _socket = socket;
        _dialect = dialect;
        _client = client;
        Prefix = dialect.PrefixOf(document);
        _id = loop.Register(this, socket);
    }

    /// <summary>What each message starts with.</summary>
    public byte[] Prefix { get; }

    public bool IsReady { get; private set; }

    /// <summary>Whether step 2 has come.</summary>
    public bool IsSynced { get; private set; }

    /// <summary>Whether it ended, on either side.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether bytes wait because the server does not read.</summary>
    public bool IsBlocked => _unsent.Length > 0;

    public static Connection Open(EventLoop loop, int port, Dialect dialect, string document, IClient client)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        socket.Blocking = false;
        var connection = new Connection(loop, socket, dialect, document, client);
        connection.SendBytes(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"GET {dialect.PathOf(document)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: Y29sbGFiIGxvYWQga2V5IQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")));
        return connection;
    }

    /// <summary>Asks for all content; the server's step 2 brings it. Nothing is sent to a server that would not answer.</summary>
    public void SendStep1()
    {
        if (_dialect.Syncs)
        {
            SendMessage(Step1);
        }
    }

    public void SendUpdate(SyncKind kind, ReadOnlySpan<byte> update)
    {
        _loop.Frames.Clear();
        _loop.Frames.AppendUpdate(Prefix, kind, update);
        SendBytes(_loop.Frames.Written);
    }

    /// <summary>Sends a message of the client's own making.</summary>
    /// <param name="body">Its type and what follows.</param>
    public void SendMessage(ReadOnlySpan<byte> body)
    {
        _loop.Frames.Clear();
        _loop.Frames.AppendMessage(Prefix, body, []);
        SendBytes(_loop.Frames.Written);
    }

    /// <summary>Sends whole frames; what the socket does not take now leaves when it does.</summary>
    public void SendBytes(ReadOnlySpan<byte> bytes)
    {
        if (_isClosed)
        {
            return;
        }

        if (_unsent.Length == 0)
        {
            var sent = _socket.Send(bytes, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                Lose($"sending failed: {error}");
                return;
            }

            bytes = bytes[(error is SocketError.Success ? sent : 0)..];
        }

        if (bytes.Length > 0)
        {
            var wasBlocked = IsBlocked;
            _unsent = [.. _unsent, .. bytes];
            if (!wasBlocked)
            {
                Watch();
            }
        }
    }

    /// <summary>Sends what waited.</summary>
    public void Flush()
    {
        var waiting = _unsent;
        _unsent = [];
        SendBytes(waiting);
        if (!IsBlocked && !_isClosed)
        {
            Watch();
        }
    }

    /// <summary>Stops reading, as a client does whose tab hangs, or goes on.</summary>
    public void SetReading(bool reads)
    {
        _reads = reads;
        Watch();
    }

    /// <summary>Reads what is there, and hands it on message by message.</summary>
    public void Receive()
    {
        if (!_reads)
        {
            // Told all the same of errors and of the end.
            Lose("it was cut while it did not read");
            return;
        }

        _rest.CopyTo(_loop.Buffer, 0);
        var received = _socket.Receive(_loop.Buffer.AsSpan(_rest.Length), SocketFlags.None, out var error);
        if (error is SocketError.WouldBlock)
        {
            return;
        }

        if (error is not SocketError.Success || received == 0)
        {
            Lose(error is SocketError.Success ? "the server ended it" : $"receiving failed: {error}");
            return;
        }

        Handle(_rest.Length + received);
    }

    /// <summary>Ends it without a word, as a client does that is gone.</summary>
    public void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _loop.Unregister(_id, _socket);
            _socket.Dispose();
        }
    }

    private void Handle(int filled)
    {
        var at = _isUpgraded ? 0 : FinishUpgrade(filled);
        while (!_isClosed && _isUpgraded && FrameHead.TryRead(_loop.Buffer.AsSpan(at, filled - at), out var head))
        {
            if (head.Total > filled - at)
            {
                if (head.Total > _loop.Buffer.Length)
                {
                    _loop.GrowBuffer(head.Total);
                }

                break;
            }

            var payload = _loop.Buffer.AsSpan(at + head.Start, head.Length);
            at += head.Total;
            HandleFrame(head, payload);
        }

        _client.OnRead(this);
        _rest = at == filled ? [] : _loop.Buffer.AsSpan(at, filled - at).ToArray();
    }

    private int FinishUpgrade(int filled)
    {
        var answer = _loop.Buffer.AsSpan(0, filled);
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return 0;
        }

        if (!answer.StartsWith("HTTP/1.1 101"u8))
        {
            Lose($"the server answered {Encoding.ASCII.GetString(answer[..answer.IndexOf((byte)'\r')])}");
            return filled;
        }

        _isUpgraded = true;
        if (_dialect.Auth is { } auth)
        {
            SendMessage(auth);
        }
        else
        {
            BecomeReady();
        }

        return end + 4;
    }

    private void BecomeReady()
    {
        IsReady = true;
        _client.OnReady(this);
    }

    private void HandleFrame(FrameHead head, ReadOnlySpan<byte> payload)
    {
        switch (head.Kind)
        {
            case FrameKind.Ping:
                _loop.Frames.Clear();
                _loop.Frames.AppendControl(FrameKind.Pong, payload);
                SendBytes(_loop.Frames.Written);
                break;
            case FrameKind.Pong or FrameKind.Text:
                break;
            case FrameKind.Close:
                var code = payload.Length >= 2 ? (payload[0] << 8) | payload[1] : 1005;
                Lose($"closed with {code} {Encoding.UTF8.GetString(payload[Math.Min(2, payload.Length)..])}");
                break;
            case FrameKind.Binary when head.IsFinal:
                HandleMessage(payload);
                break;
            default:
                HandleFragment(head, payload);
                break;
        }
    }

    private void HandleFragment(FrameHead head, ReadOnlySpan<byte> payload)
    {
        if (_message.Length - _messageLength < payload.Length)
        {
            Array.Resize(ref _message, Math.Max(_message.Length * 2, _messageLength + payload.Length));
        }

        payload.CopyTo(_message.AsSpan(_messageLength));
        _messageLength += payload.Length;
        if (head.IsFinal)
        {
            HandleMessage(_message.AsSpan(0, _messageLength));
            (_message, _messageLength) = ([], 0);
        }
    }

    private void HandleMessage(ReadOnlySpan<byte> message)
    {
        if (message.Length == 1 && _dialect.IsAddressed)
        {
            _loop.Frames.Clear();
            _loop.Frames.AppendMessage([], [(byte)MessageKind.Pong], []);
            SendBytes(_loop.Frames.Written);
            return;
        }

        var cursor = new ByteCursor(message[Prefix.Length..]);
        switch ((MessageKind)cursor.ReadByte())
        {
            case MessageKind.Sync:
                HandleSync(ref cursor);
                break;
            case MessageKind.Awareness:
                _client.OnAwareness(this, cursor.ReadVarBytes());
                break;
            case MessageKind.Auth when !IsReady:
                if (cursor.ReadByte() == 2)
                {
                    BecomeReady();
                }

                break;
            default:
                break;
        }
    }

    private void HandleSync(ref ByteCursor cursor)
    {
        switch ((SyncKind)cursor.ReadByte())
        {
            case SyncKind.Step1:
                SendMessage(EmptyStep2);
                break;
            case SyncKind.Step2:
                IsSynced = true;
                _client.OnUpdate(this, cursor.ReadVarBytes());
                break;
            case SyncKind.Update:
                _client.OnUpdate(this, cursor.ReadVarBytes());
                break;
            default:
                throw new InvalidDataException("no such message of the sync protocol");
        }
    }

    private void Lose(string why)
    {
        if (!_isClosed)
        {
            // Servers may give up who does not read, nor answer pings.
            if (_reads)
            {
                _loop.Lost.Add(why);
            }

            Close();
        }
    }

    private void Watch() => _loop.Watch(_id, _socket, _reads, IsBlocked);
}
