using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

// What tells a peer's client that its changes are saved, beyond the echo of its own blocks.
internal sealed partial class DocumentSession
{
    /// <summary>Answers put into an outbox before it has to be drained: they are small, and each takes a place.</summary>
    private const int MaxAnswersAtOnce = 1024;

    /// <summary>Waits for something that the peer has yet to send.</summary>
    private const long NotYet = long.MaxValue;

    private static readonly ReadOnlyMemory<byte> Applied = YWebsocketFrame.SyncStatus(applied: true);
    private static readonly ReadOnlyMemory<byte> NotApplied = YWebsocketFrame.SyncStatus(applied: false);

    /// <summary>Owes a peer what its dialect answers a step 2 or an update with; called once that was handled.</summary>
    private void Acknowledge(PeerState peer, InboundKind kind, ReadOnlyMemory<byte> update, bool isTaken)
    {
        switch (peer.Peer.Acknowledgement)
        {
            case PeerAcknowledgement.SyncStatus:
                OweSyncStatus(peer, update, isTaken);
                break;
            case PeerAcknowledgement.Barrier:
                NoteOffer(peer, kind);
                break;
            default:
                break;
        }
    }

    /// <summary>Sends a step 1 before the answer to the peer's own, if its client wants it so: that begins to count anew with its step 1,
    /// and takes the answer to its step 2 as the one for all that it had changed by then.</summary>
    private bool TryAskBack(PeerState peer)
    {
        if (peer.Peer.Acknowledgement != PeerAcknowledgement.SyncStatus || peer.HasBeenAsked)
        {
            return true;
        }

        peer.HasBeenAsked = Send(peer, _frames.Greeting(_opened));
        return peer.HasBeenAsked;
    }

    private void OweSyncStatus(PeerState peer, ReadOnlyMemory<byte> update, bool isTaken)
    {
        // What adds nothing may repeat what another connection brought and what is not durable yet.
        peer.Owed.Add(update.Span.SequenceEqual(EmptyUpdate) ? 0 : _sequence, isTaken);
        _waiting.Add(peer);
    }

    private bool TryAcknowledge(PeerState peer)
    {
        if (peer.Owed.IsEmpty)
        {
            return true;
        }

        var room = MaxAnswersAtOnce;
        if (!peer.Owed.TryTell(_durable, applied => --room >= 0 && Send(peer, applied ? Applied : NotApplied)))
        {
            NotifyWhenDrained(peer);
        }

        return peer.Owed.IsEmpty;
    }

    /// <summary>Lets the barriers of a peer mean what its client takes them for: it sends one before its step 2, with all that it changed
    /// while it was away counted in; and what was refused is never saved.</summary>
    private void NoteOffer(PeerState peer, InboundKind kind)
    {
        if (kind != InboundKind.SyncStep2 || peer.HasOffered)
        {
            return;
        }

        peer.HasOffered = true;
        if (peer.WaitingBarrier is { } barrier && !peer.HasRefusedChanges)
        {
            peer.WaitingBarrier = barrier with { Sequence = _sequence };
        }
    }

    /// <summary>What has to be durable before a barrier that came now is echoed.</summary>
    private long SequenceOfBarrier(PeerState peer) =>
        peer.Peer.Acknowledgement == PeerAcknowledgement.Barrier && (!peer.HasOffered || peer.HasRefusedChanges)
            ? NotYet
            : _sequence;

    /// <summary>Sends something that means nothing to peers that would take silence after a barrier for a dead connection.</summary>
    private void ReassureBarriers()
    {
        foreach (var peer in _waiting)
        {
            if (peer.WaitingBarrier is not null
                && peer.Peer.Acknowledgement == PeerAcknowledgement.Barrier
                && peer.Peer.Outbox.IsDrained)
            {
                Send(peer, YWebsocketFrame.KeepAlive);
            }
        }
    }
}
