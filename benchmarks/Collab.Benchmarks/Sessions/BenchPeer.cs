using Collab.Core;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Benchmarks.Sessions;

/// <summary>A connection without a socket: takes out what is sent to it and counts it.</summary>
internal sealed class BenchPeer : IPeer
{
    private long _lastMark = -1;
    private TaskCompletionSource? _marked;
    private TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BenchPeer(string id)
    {
        Id = id;
        Outbox = new Outbox(1 << 20, _ => TakeAll());
        TakeAll();
    }

    public string Id { get; }

    public DocumentAccess Access { get; } = new(AccessRight.Write);

    public bool WantsStatus => false;

    public Outbox Outbox { get; }

    public PeerLink Link { get; private set; } = null!;

    public long Frames { get; private set; }

    public long Bytes { get; private set; }

    public void Close(PeerClose close) => Outbox.Complete();

    public static async Task<BenchPeer> NewAsync(SessionRegistry sessions, DocumentName name)
    {
        var peer = new BenchPeer(name.Value);
        await peer.JoinAsync(sessions, name);
        return peer;
    }

    public async Task JoinAsync(SessionRegistry sessions, DocumentName name)
    {
        var result = await sessions.ConnectAsync(name, this, CancellationToken.None);
        Link = result.Link ?? throw new InvalidOperationException($"refused: {result.Refusal.Reason}");
        await SyncAsync();
    }

    /// <summary>Asks for the whole document, as a client that has nothing.</summary>
    public async Task SyncAsync()
    {
        _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Link.ReceiveAsync(YWebsocketFrame.Step1([0]), CancellationToken.None);
        await _synced.Task;
    }

    /// <summary>Ends when everything that was sent before is durable.</summary>
    public async Task WaitUntilSavedAsync(long mark)
    {
        var marked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _marked = marked;
        _lastMark = mark;
        await Link.ReceiveAsync(YWebsocketFrame.Barrier(BitConverter.GetBytes(mark)), CancellationToken.None);
        await marked.Task;
    }

    // On the session's own thread, as there is no socket to wait for: at next to no cost.
    private void TakeAll()
    {
        while (Outbox.TryTake(out var frame))
        {
            Take(frame);
        }
    }

    private void Take(ReadOnlyMemory<byte> frame)
    {
        Frames++;
        Bytes += frame.Length;
        var head = frame.Span;
        if (head[0] == (byte)MessageType.Sync && head[1] == (byte)SyncMessageType.Step2)
        {
            _synced.TrySetResult();
        }
        else if (head[0] == (byte)MessageType.Barrier && BitConverter.ToInt64(head[^sizeof(long)..]) == _lastMark)
        {
            _marked?.TrySetResult();
        }
    }
}
