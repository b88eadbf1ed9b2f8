using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Collab.Server.Tests.Postgres;

/// <summary>A relay in front of PostgreSQL that breaks a connection just when it commits: the outcome is in doubt.</summary>
public sealed class CommitProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EndPoint _server;
    private readonly Task _accepting;
    private readonly List<Task> _relays = [];
    private CommitFault? _next;

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
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>Leads to the same database through the relay.</summary>
    public string ConnectionString { get; }

    /// <summary>Arms a fault for the next COMMIT alone.</summary>
    public void BreakNextCommit(CommitFault fault) => _next = fault;

    /// <summary>Whether the fault that was armed last has happened.</summary>
    public bool HasBroken => _next is null;

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
        var family = _server.AddressFamily == AddressFamily.Unix ? AddressFamily.Unix : AddressFamily.InterNetwork;
        using var server = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
        using var closing = client;
        try
        {
            await server.ConnectAsync(_server, _stopping.Token);
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var answers = CopyAnswersAsync(server, client, silence.Token);
            if (await CopyUntilBrokenAsync(client, server) is var (fault, commit))
            {
                await silence.CancelAsync();
                await answers;
                await BreakAsync(fault, commit, client, server);
            }

            server.Close();
            await answers;
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // One side hung up, or the test is over: the other side sees its connection end.
        }
    }

    private static async Task CopyAnswersAsync(Socket server, Socket client, CancellationToken silence)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await server.ReceiveAsync(buffer, silence) is > 0 and var length)
            {
                await client.SendAsync(buffer.AsMemory(0, length), CancellationToken.None);
            }
        }
        catch (Exception failure) when (IsEnd(failure))
        {
            // As above.
        }
    }

    private async Task<(CommitFault Fault, ReadOnlyMemory<byte> Commit)?> CopyUntilBrokenAsync(Socket client, Socket server)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReceiveAsync(buffer, _stopping.Token) is > 0 and var length)
        {
            var bytes = buffer.AsMemory(0, length);
            if (_next is { } fault && bytes.Span.IndexOf("COMMIT\0"u8) >= 0)
            {
                _next = null;
                return (fault, bytes);
            }

            await server.SendAsync(bytes, _stopping.Token);
        }

        return null;
    }

    private async Task BreakAsync(CommitFault fault, ReadOnlyMemory<byte> commit, Socket client, Socket server)
    {
        if (fault != CommitFault.AnswerLost)
        {
            client.Close();
        }

        if (fault == CommitFault.CommitLost)
        {
            return;
        }

        if (fault == CommitFault.CommitDelayed)
        {
            await _released.Task.WaitAsync(_stopping.Token);
        }

        await server.SendAsync(commit, _stopping.Token);
        await server.ReceiveAsync(new byte[1], _stopping.Token);
    }

    private static bool IsEnd(Exception failure) =>
        failure is OperationCanceledException or SocketException or ObjectDisposedException;
}
