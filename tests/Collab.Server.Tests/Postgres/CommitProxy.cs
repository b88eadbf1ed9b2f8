using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Collab.Server.Tests.Postgres;

/// <summary>A relay in front of PostgreSQL that breaks a connection just when it commits, or between any two messages of a
/// transaction: the outcome is in doubt.</summary>
public sealed class CommitProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly EndPoint _server;
    private readonly Task _accepting;
    private readonly List<Task> _relays = [];
    private CommitFault? _fault;
    private MessageCut? _cut;

    public CommitProxy(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        _server = to.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint($"{to.Host}/.s.PGSQL.{to.Port}")
            : new DnsEndPoint(to.Host, to.Port);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = IPAddress.Loopback.ToString(),
            Port = ((IPEndPoint)_listener.LocalEndPoint!).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>Leads to the same database through the relay.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether new connections lose their start-up options, as behind a pooler.</summary>
    public bool DropsStartupOptions { get; set; }

    /// <summary>Whether the fault that was armed last has happened.</summary>
    public bool HasBroken
    {
        get
        {
            lock (_lock)
            {
                return _fault is null;
            }
        }
    }

    internal Task Released => _released.Task;

    /// <summary>Arms a fault for the next COMMIT alone.</summary>
    public void BreakNextCommit(CommitFault fault)
    {
        lock (_lock)
        {
            _fault = fault;
        }
    }

    /// <summary>Arms a cut for the next transaction alone.</summary>
    /// <param name="messages">How many messages of it pass; the first is its BEGIN.</param>
    public MessageCut CutNextTransactionAfter(int messages)
    {
        lock (_lock)
        {
            return _cut = new MessageCut(messages);
        }
    }

    /// <summary>Lets a delayed COMMIT go to the server.</summary>
    public void Release() => _released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_relays);
        _stopping.Dispose();
    }

    internal static bool IsEnd(Exception failure) =>
        failure is OperationCanceledException or SocketException or ObjectDisposedException;

    internal CommitFault? TakeFault()
    {
        lock (_lock)
        {
            var fault = _fault;
            _fault = null;
            return fault;
        }
    }

    internal MessageCut? TakeCut()
    {
        lock (_lock)
        {
            var cut = _cut;
            _cut = null;
            return cut;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _relays.Add(RelayAsync(await _listener.AcceptAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        var isUnix = _server.AddressFamily == AddressFamily.Unix;
        using var closing = client;
        using var server = new Socket(
            isUnix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await server.ConnectAsync(_server, _stopping.Token);
            client.NoDelay = true;
            if (!isUnix)
            {
                server.NoDelay = true;
            }

            await new ProxiedConnection(client, server, this).RunAsync(_stopping.Token);
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // One side hung up, or the test is over: the other side sees its connection end.
        }
    }
}
