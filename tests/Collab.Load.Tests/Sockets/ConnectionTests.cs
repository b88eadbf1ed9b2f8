using System.Net;
using System.Net.Sockets;
using Collab.Load.Sockets;

namespace Collab.Load.Tests.Sockets;

public sealed class ConnectionTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly EventLoop _loop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Heard _heard = new();

    public ConnectionTests() => _listener.Start();

    [Fact]
    public void Messages_are_read_however_they_are_cut()
    {
        using var server = Connect(new Dialect("/"));
        byte[] frames =
        [
            0x82, 5, 0, 2, 2, 7, 8, // an update of two bytes
            0x02, 2, 0, 2, 0x00, 2, 3, 6, 0x80, 2, 9, 9, // one in three fragments
            0x82, 4, 1, 2, 5, 6, // awareness
            0x82, 126, 1, 0x2f, 0, 2, 0xab, 2, .. new byte[299], // a head of four bytes
        ];

        foreach (var one in frames)
        {
            server.Send([one]);
            _loop.RunFor(null, TimeSpan.FromMilliseconds(0.1));
        }

        Wait(() => _heard.Updates.Count == 3);
        Assert.Equal([[7, 8], [6, 9, 9], new byte[299]], _heard.Updates);
        Assert.Equal([[5, 6]], _heard.Awareness);
    }

    [Fact]
    public void A_ping_is_answered_between_messages()
    {
        using var server = Connect(new Dialect("/"));

        server.Send([0x89, 2, 4, 2]);

        var answer = new byte[8];
        Wait(() => server.Available == answer.Length);
        server.Receive(answer);
        Assert.Equal([0x8a, 0x82, 0, 0, 0, 0, 4, 2], answer);
    }

    [Fact]
    public void An_addressed_message_is_read_behind_its_address()
    {
        using var server = Connect(new Dialect("/", IsAddressed: true));
        Assert.False(_heard.IsReady);

        server.Send([0x82, 8, 3, .. "doc"u8, 2, 2, 0, 0]);
        server.Send([0x82, 9, 3, .. "doc"u8, 0, 2, 2, 7, 8]);

        Wait(() => _heard.Updates.Count == 1);
        Assert.True(_heard.IsReady);
        Assert.Equal([[7, 8]], _heard.Updates);
    }

    [Fact]
    public void A_close_is_told_with_its_code_and_reason()
    {
        using var server = Connect(new Dialect("/"));

        server.Send([0x88, 6, 0x11, 0x94, .. "halt"u8]);

        Wait(() => _loop.Lost.Count > 0);
        Assert.Equal(["closed with 4500 halt"], _loop.Lost);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _listener.Dispose();
    }

    /// <summary>Opens a connection and takes its upgrade and what it says first.</summary>
    private Socket Connect(Dialect dialect)
    {
        Connection.Open(_loop, ((IPEndPoint)_listener.LocalEndpoint).Port, dialect, "doc", _heard);
        var server = _listener.AcceptSocket();
        server.NoDelay = true;
        var request = new byte[4096];
        server.Receive(request);
        server.Send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"u8);
        Wait(() => dialect.IsAddressed ? server.Available > 0 : _heard.IsReady);
        return server;
    }

    private void Wait(Func<bool> isDone) => Assert.True(_loop.Run(null, isDone, Limit));

    private sealed class Heard : IClient
    {
        public bool IsReady { get; private set; }

        public List<byte[]> Updates { get; } = [];

        public List<byte[]> Awareness { get; } = [];

        public void OnReady(Connection connection) => IsReady = true;

        public void OnUpdate(Connection connection, ReadOnlySpan<byte> update) => Updates.Add(update.ToArray());

        public void OnAwareness(Connection connection, ReadOnlySpan<byte> update) => Awareness.Add(update.ToArray());

        public void OnRead(Connection connection)
        {
        }
    }
}
