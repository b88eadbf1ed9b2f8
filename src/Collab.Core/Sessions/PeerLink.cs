namespace Collab.Core.Sessions;

/// <summary>A peer's way into its session, for the transport that reads its socket.</summary>
public sealed class PeerLink
{
    private readonly DocumentSession _session;
    private readonly PeerState _peer;

    internal PeerLink(DocumentSession session, PeerState peer)
    {
        _session = session;
        _peer = peer;
    }

    /// <summary>Queues a frame; waits while many of this peer's frames wait already, which slows its socket down.</summary>
    /// <param name="frame">Kept and passed on to other peers; the caller must not reuse its buffer.</param>
    public ValueTask ReceiveAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        ReceiveAsync(new ReceivedFrames(frame, default), cancellationToken);

    /// <summary>Queues frames that came together, as one command; waits while much of this peer waits already, which slows its
    /// socket down.</summary>
    /// <param name="frames">Kept and passed on to other peers; the caller must not reuse their buffers.</param>
    public async ValueTask ReceiveAsync(ReceivedFrames frames, CancellationToken cancellationToken)
    {
        for (var cost = PeerState.CostOf(frames); cost > 0; cost--)
        {
            await _peer.Credits.WaitAsync(cancellationToken);
        }

        _session.Post(Command.Received(_peer, frames));
    }

    /// <summary>Takes the peer out of the session; what it sent before is handled first.</summary>
    public void Leave() => _session.Post(Command.Leave(_peer));
}
