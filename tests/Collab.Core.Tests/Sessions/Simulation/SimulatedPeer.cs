using System.Threading.Channels;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions.Simulation;

/// <summary>A connection as the server has it: what <c>WebSocketConnection</c> does, on the process's scheduler. Its socket takes two
/// frames that the client has not read.</summary>
internal sealed class SimulatedPeer(string id, bool wantsStatus, int outboxBytes, Action<ReadOnlyMemory<byte>> sent) : IPeer
{
    private const int SocketFrames = 2;

    private readonly OutboxReader _outbox = new(outboxBytes);
    private readonly Channel<ReadOnlyMemory<byte>> _received = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly Queue<ReadOnlyMemory<byte>> _socket = new();
    private TaskCompletionSource? _room;
    private bool _isCut;

    public string Id { get; } = id;

    public DocumentAccess Access { get; } = new(AccessRight.Write);

    public bool WantsStatus { get; } = wantsStatus;

    public Outbox Outbox => _outbox.Outbox;

    /// <summary>Whether the server has ended it, or did not let it in, and the client has read everything up to that.</summary>
    public bool HasEnded => _outboxEnded && _socket.Count == 0;

    public PeerClose? Reason { get; private set; }

    private bool _outboxEnded;

    public void Close(PeerClose close)
    {
        Reason ??= close;
        _received.Writer.TryComplete();
        Outbox.Complete();
    }

    public async Task RunAsync(SessionRegistry sessions, DocumentName document)
    {
        var connected = await sessions.ConnectAsync(document, this, CancellationToken.None);
        if (connected.Link is not { } link)
        {
            Reason = connected.Refusal;
            _outboxEnded = true;
            return;
        }

        var sending = SendAsync();

        // Not ReadAllAsync, which goes on in the thread pool.
        while (await _received.Reader.WaitToReadAsync())
        {
            while (_received.Reader.TryRead(out var frame))
            {
                await link.ReceiveAsync(frame, CancellationToken.None);
            }
        }

        link.Leave();
        Outbox.Complete();
        await sending;
    }

    /// <summary>The client sends a frame.</summary>
    public void Receive(ReadOnlyMemory<byte> frame) => _received.Writer.TryWrite(frame);

    /// <summary>The client reads a frame.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> frame)
    {
        var any = _socket.TryDequeue(out frame);
        MakeRoom();
        return any;
    }

    /// <summary>The client is gone.</summary>
    /// <param name="losesFrames">Whether what it had sent and the server has not read is lost.</param>
    public void Cut(bool losesFrames)
    {
        while (losesFrames && _received.Reader.TryRead(out _))
        {
        }

        _isCut = true;
        _received.Writer.TryComplete();
        _socket.Clear();
        MakeRoom();
    }

    private async Task SendAsync()
    {
        while (await _outbox.ReadAsync() is { Any: true } next)
        {
            sent(next.Frame);
            while (!_isCut && _socket.Count >= SocketFrames)
            {
                _room = new TaskCompletionSource();
                await _room.Task;
            }

            if (!_isCut)
            {
                _socket.Enqueue(next.Frame);
            }
        }

        _outboxEnded = true;
    }

    private void MakeRoom()
    {
        var room = _room;
        _room = null;
        room?.SetResult();
    }
}
