namespace Collab.Core.Sessions;

/// <summary>A peer's way into its session, for the transport that reads its socket.</summary>
public sealed class PeerLink
{
    private readonly DocumentSession _session;
    private readonly PeerState _peer;
    private readonly PeerPace _pace;

    internal PeerLink(DocumentSession session, PeerState peer, PeerPace pace)
    {
        _session = session;
        _peer = peer;
        _pace = pace;
    }

    /// <summary>Queues a frame; waits while many of this peer's frames wait already or it sends faster than it may, which slows its
    /// socket down.</summary>
    /// <param name="frame">Kept and passed on to other peers; the caller must not reuse its buffer.</param>
    public ValueTask ReceiveAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        ReceiveAsync(new ReceivedFrames(frame, default), cancellationToken);

    /// <summary>Queues frames that came together, as one command; waits while much of this peer waits already or it sends faster than
    /// it may, which slows its socket down. One call at a time.</summary>
    /// <param name="frames">Kept and passed on to other peers; the caller must not reuse their buffers.</param>
    public async ValueTask ReceiveAsync(ReceivedFrames frames, CancellationToken cancellationToken)
    {
        await _peer.Credits.TakeAsync(PeerState.CostOf(frames), cancellationToken);
        _session.Post(Command.Received(_peer, frames), mayRunHere: true);
        await _pace.CountAsync(frames, cancellationToken);
    }

    /// <summary>Has the peer told that a step 2 or an update of it was refused by the host, in its place among the frames; waits as for one.</summary>
    /// <param name="reason">For its client.</param>
    public async ValueTask RefuseAsync(string reason, CancellationToken cancellationToken)
    {
        await _peer.Credits.TakeAsync(PeerState.CostOf(default), cancellationToken);
        _session.Post(Command.Refused(_peer, reason));
    }

    /// <summary>Changes what the peer may do, in either direction: of all frames that are queued later, and of those before that still wait
    /// for the store. Its client is told if its dialect has a word for it. No right at all closes it with 4403.</summary>
    /// <remarks>From any thread. A peer that has left is not affected.</remarks>
    public void SetAccess(DocumentAccess access) => _session.Post(Command.Access(_peer, access));

    /// <summary>Takes the peer out of the session; what it sent before is handled first.</summary>
    public void Leave() => _session.Post(Command.Leave(_peer));
}
