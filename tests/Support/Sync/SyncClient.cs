using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Tests.Support;

/// <summary>A real client on our own engine that behaves as y-websocket's provider does: its document outlives connections, what
/// it edits goes out at once or with the next connection, and its own updates coming back tell it what is saved.</summary>
/// <remarks>
/// It connects with <c>?collab=1</c>, so it may send barriers and is told of the store's trouble. All methods may be called at the same
/// time, but for connecting again and disposing. What it takes of a machine is a socket and its document: a thousand of them
/// fit into a process.
/// </remarks>
public sealed class SyncClient : IAsyncDisposable
{
    private readonly Uri _address;
    private readonly bool _records;
    private readonly Lock _lock = new();
    private readonly Document _document;
    private readonly Milestones _echoed = new();
    private readonly Milestones _barriers = new();
    private readonly Queue<(ulong Barrier, ulong Clock)> _barrierClocks = new();
    private readonly ConcurrentQueue<SyncFrame> _frames = new();
    private readonly ConcurrentQueue<SyncStatus> _statuses = new();
    private SyncConnection? _connection;
    private TaskCompletionSource _synced = new();
    private bool _answeredStep1;
    private bool _gotStep2;
    private ulong _lastBarrier;
    private ulong _ownClock;
    private ulong _savedClock;

    private SyncClient(Uri server, string document, ClientId? id, bool records)
    {
        _address = new UriBuilder(new Uri(server, $"sync/{Uri.EscapeDataString(document)}?collab=1")) { Scheme = "ws" }.Uri;
        _records = records;
        Id = id ?? new ClientId((uint)Random.Shared.NextInt64(1, 1L << 32));
        _document = new Document(new DocumentOptions { ClientId = Id });
    }

    /// <summary>Called with every frame sent or arrived; by the connection's loops, which wait meanwhile.</summary>
    public event Action<SyncFrame>? FrameSeen;

    public ClientId Id { get; }

    /// <summary>How many units it has written: the clock of its next one.</summary>
    public ulong OwnClock => Volatile.Read(ref _ownClock);

    /// <summary>The clock up to which its own units came back to it: for a stock client these are saved.</summary>
    public ulong EchoedClock => _echoed.Reached;

    /// <summary>The clock up to which the answer to a barrier told that its own units are saved.</summary>
    public ulong SavedClock => Volatile.Read(ref _savedClock);

    /// <summary>What the server told of its store, over all connections.</summary>
    public IReadOnlyCollection<SyncStatus> Statuses => _statuses;

    /// <summary>All frames since the beginning, if it was told to record them.</summary>
    public IReadOnlyCollection<SyncFrame> Frames => _frames;

    public bool IsConnected => _connection is { Closed.IsCompleted: false };

    /// <summary>Completes, never faulted, when the newest connection has ended.</summary>
    public Task<SyncClose> Closed => Connection.Closed;

    private SyncConnection Connection => _connection ?? throw new InvalidOperationException("it never connected");

    /// <summary>Connects a client with an empty document and waits until it has what the server has.</summary>
    /// <param name="server">The app's address: http://host:port/.</param>
    /// <param name="id">What it writes under; a random one if none is given.</param>
    /// <param name="records">Whether <see cref="Frames"/> is kept.</param>
    /// <exception cref="WebSocketException">The server cannot be reached, or refused the upgrade.</exception>
    /// <exception cref="SyncClosedException">The server closed the connection before.</exception>
    public static async Task<SyncClient> ConnectAsync(
        Uri server,
        string document,
        CancellationToken cancellationToken,
        ClientId? id = null,
        bool records = false)
    {
        var client = new SyncClient(server, document, id, records);
        try
        {
            await client.ReconnectAsync(cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects again with the document that it has, once the last connection has ended; what was edited meanwhile goes
    /// to the server. Throws as <see cref="ConnectAsync"/> does.</summary>
    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } old)
        {
            await old.DisposeAsync();
        }

        var connection = await SyncConnection.OpenAsync(_address, Observe, Receive, cancellationToken);
        Task synced;
        lock (_lock)
        {
            _synced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_answeredStep1, _gotStep2) = (false, false);
            _barrierClocks.Clear();
            synced = _synced.Task;
            _connection = connection;
            connection.Send(YWebsocketFrame.Step1(_document.EncodeStateVector()));
        }

        connection.Start();
        await Task.WhenAny(synced, connection.Closed).WaitAsync(cancellationToken);
        if (!synced.IsCompleted)
        {
            throw new SyncClosedException(await connection.Closed);
        }
    }

    /// <summary>Edits its document in one transaction and sends the update.</summary>
    /// <returns>Its clock after the edit: the one that has to come back.</returns>
    public ulong Edit(Action<Document> edit)
    {
        lock (_lock)
        {
            if (_document.TransactAndEncode(_ => edit(_document)) is { } update)
            {
                _ownClock = _document.GetStateVector()[Id];
                _connection?.Send(YWebsocketFrame.Update(update));
            }

            return _ownClock;
        }
    }

    /// <summary>Reads its document; short, for arriving updates wait.</summary>
    public T Read<T>(Func<Document, T> read)
    {
        lock (_lock)
        {
            return read(_document);
        }
    }

    /// <summary>Asks the server and waits until all is durable that it holds when it is asked, whoever wrote it.</summary>
    /// <exception cref="SyncClosedException">The connection ended before the answer.</exception>
    public Task WhenSavedAsync(CancellationToken cancellationToken)
    {
        Task answered;
        lock (_lock)
        {
            var barrier = ++_lastBarrier;
            _barrierClocks.Enqueue((barrier, _ownClock));
            answered = _barriers.WaitAsync(barrier);
            Connection.Send(YWebsocketFrame.Barrier(BitConverter.GetBytes(barrier)));
        }

        return WhileConnectedAsync(answered, cancellationToken);
    }

    /// <summary>Waits until its own units up to a clock came back.</summary>
    /// <exception cref="SyncClosedException">The connection ended before.</exception>
    public Task WhenEchoedAsync(ulong clock, CancellationToken cancellationToken) =>
        WhileConnectedAsync(_echoed.WaitAsync(clock), cancellationToken);

    /// <summary>Sends bytes as they are, which no client of good faith would.</summary>
    public void SendRaw(ReadOnlyMemory<byte> frame) => Connection.Send(frame);

    /// <summary>Sends what is queued, says goodbye, and waits until the server has closed too.</summary>
    public Task LeaveAsync() => Connection.CloseAsync();

    /// <summary>Cuts the connection without a word.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task WhileConnectedAsync(Task awaited, CancellationToken cancellationToken)
    {
        var closed = Closed;
        await Task.WhenAny(awaited, closed).WaitAsync(cancellationToken);
        if (!awaited.IsCompleted)
        {
            throw new SyncClosedException(await closed);
        }
    }

    private void Observe(SyncFrame frame)
    {
        if (_records)
        {
            _frames.Enqueue(frame);
        }

        FrameSeen?.Invoke(frame);
    }

    private void Receive(ReadOnlyMemory<byte> frame)
    {
        var reader = new Lib0Reader(frame.Span);
        switch ((MessageType)reader.ReadVarUint())
        {
            case MessageType.Sync:
                ReceiveSync((SyncMessageType)reader.ReadVarUint(), reader.ReadVarBytes());
                break;
            case MessageType.Barrier:
                ReceiveBarrier(BitConverter.ToUInt64(reader.ReadVarBytes()));
                break;
            case MessageType.Status:
                ReceiveStatus(new SyncStatus(Encoding.UTF8.GetString(reader.ReadVarBytes()), Stopwatch.GetTimestamp()));
                break;
            default:
                // Awareness; such a client shows none.
                break;
        }
    }

    private void ReceiveStatus(SyncStatus status)
    {
        if (status.IsOfStorage)
        {
            _statuses.Enqueue(status);
        }
    }

    private void ReceiveSync(SyncMessageType type, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (type == SyncMessageType.Step1)
            {
                Connection.Send(YWebsocketFrame.Step2(_document.EncodeStateAsUpdate(StateVector.Decode(payload))));
                _answeredStep1 = true;
            }
            else
            {
                _document.ApplyUpdate(payload);
                if (Updates.ReadMetadata(payload).To.TryGetValue(Id, out var clock))
                {
                    _echoed.Reach(clock);
                }

                _gotStep2 |= type == SyncMessageType.Step2;
            }

            if (_answeredStep1 && _gotStep2)
            {
                _synced.TrySetResult();
            }
        }
    }

    private void ReceiveBarrier(ulong barrier)
    {
        lock (_lock)
        {
            while (_barrierClocks.TryPeek(out var oldest) && oldest.Barrier <= barrier)
            {
                _barrierClocks.Dequeue();
                _savedClock = Math.Max(_savedClock, oldest.Clock);
            }
        }

        _barriers.Reach(barrier);
    }
}
