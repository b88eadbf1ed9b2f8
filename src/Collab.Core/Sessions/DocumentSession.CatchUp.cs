using Collab.Core.Codec;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

// What a peer is owed: the answer to its step 1, its barrier's echo, what it missed while it was behind.
internal sealed partial class DocumentSession
{
    private const int MaxBarrierBytes = 1024;

    /// <summary>Peers that something may be owed to; looked at when a turn ends.</summary>
    private readonly HashSet<PeerState> _waiting = [];

    private readonly StateFrames _frames = new();

    /// <summary>Commit-first: somebody waits for the state, which may be shown once all of it is durable. No updates are taken until
    /// then, or those that write on would keep it from ever being so.</summary>
    private bool _parksForState;

    /// <summary>Whether all that the document holds was relayed to those who follow it.</summary>
    private bool IsAllRelayed => _recorder.IsEmpty && (!_commitFirst || _sequence == _durable);

    private void ReceiveBarrier(PeerState peer, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MaxBarrierBytes)
        {
            throw new MalformedUpdateException("barrier longer than 1024 bytes", 0);
        }

        // One that the commit under way will answer stays: a peer that sends them faster than commits return would never hear any.
        if (peer.WaitingBarrier is { } waiting && waiting.Sequence <= (_submission?.LastSequence ?? _durable))
        {
            peer.NextBarrier = (SequenceOfBarrier(peer), payload);
        }
        else
        {
            peer.WaitingBarrier = (SequenceOfBarrier(peer), payload);
        }

        _waiting.Add(peer);
    }

    private void ServeWaiting()
    {
        if (_waiting.Count > 0)
        {
            _waiting.RemoveWhere(peer => peer.IsGone || TryServe(peer));
        }
    }

    /// <returns>Whether nothing is owed to the peer any more; else a commit, a drained outbox or a tick brings it here again.</returns>
    private bool TryServe(PeerState peer) =>
        peer.WaitsForDrain
        || (TryTellAccess(peer)
            & TryTellRefusal(peer)
            & TryTellStatus(peer)
            & TryGreet(peer)
            & TryAnswerStep1(peer)
            & TryCatchUp(peer)
            & TryAcknowledge(peer)
            & TryEchoBarriers(peer)
            & TryTellAwareness(peer));

    /// <summary>Whether the document as it is now may be sent to a peer. If not, that is so when a commit has returned.</summary>
    private bool MayShowState(PeerState peer)
    {
        if (_commitFirst)
        {
            _parksForState |= _sequence > _durable;
            return _sequence == _durable;
        }

        // Nothing that holds its own uncommitted blocks is sent to a peer: it would take them as saved.
        return peer.LastSequence <= _durable;
    }

    private bool TryGreet(PeerState peer)
    {
        if (!peer.LacksGreeting)
        {
            return true;
        }

        if (!MayShowState(peer))
        {
            return false;
        }

        if (!Send(peer, _frames.Greeting(_opened)))
        {
            NotifyWhenDrained(peer);
            return false;
        }

        peer.LacksGreeting = false;
        return true;
    }

    private bool TryAnswerStep1(PeerState peer)
    {
        if (peer.WaitingStep1 is not { } stateVector)
        {
            return true;
        }

        if (!MayShowState(peer))
        {
            return false;
        }

        ReadOnlyMemory<byte> answer;
        try
        {
            answer = _frames.Answer(_opened, stateVector);
        }
        catch (MalformedUpdateException exception)
        {
            Close(peer, PeerClose.Malformed(exception.Message));
            return true;
        }

        if (!TryAskBack(peer) || !Send(peer, answer))
        {
            NotifyWhenDrained(peer);
            return false;
        }

        peer.WaitingStep1 = null;
        peer.IsSubscribed = true;
        peer.SentVector = _opened.Vector;
        return true;
    }

    private bool TryCatchUp(PeerState peer)
    {
        if (peer.BehindFrom == 0)
        {
            return true;
        }

        // The ring of commit-first holds nothing that is not durable.
        if (!_commitFirst && !MayShowState(peer))
        {
            return false;
        }

        if (!peer.Peer.Outbox.IsDrained)
        {
            NotifyWhenDrained(peer);
            return false;
        }

        if (!_ring.TryMergeSince(peer.BehindFrom, out var frame))
        {
            if (peer.LastDiffAt is { } last && _environment.Time.GetElapsedTime(last) < _options.CatchUpInterval)
            {
                return false;
            }

            if (!MayShowState(peer))
            {
                return false;
            }

            peer.LastDiffAt = _environment.Time.GetTimestamp();
            frame = _frames.Missed(_opened, peer.SentVector);
        }

        peer.BehindFrom = 0;
        if (IsAllRelayed)
        {
            // What the ring lacks still comes to it, and may be dropped again.
            peer.SentVector = _opened.Vector;
        }

        if (!frame.IsEmpty)
        {
            // Never dropped again, and into an empty outbox it always fits.
            Send(peer, frame);
        }

        return true;
    }

    private bool TryEchoBarriers(PeerState peer)
    {
        if (peer.NextBarrier is { } next && next.Sequence <= _durable)
        {
            peer.WaitingBarrier = next;
            peer.NextBarrier = null;
        }

        if (peer.WaitingBarrier is not { } barrier)
        {
            return true;
        }

        if (barrier.Sequence > _durable)
        {
            return false;
        }

        if (!Send(peer, YWebsocketFrame.Barrier(barrier.Payload.Span)))
        {
            NotifyWhenDrained(peer);
            return false;
        }

        peer.WaitingBarrier = peer.NextBarrier;
        peer.NextBarrier = null;
        return peer.WaitingBarrier is null;
    }

    private void NotifyWhenDrained(PeerState peer)
    {
        peer.WaitsForDrain = true;
        peer.Peer.Outbox.NotifyWhenDrained(() => Post(Command.Drained(peer)), _woken);
    }

    private void OnDrained(PeerState peer)
    {
        peer.WaitsForDrain = false;
        _waiting.Add(peer);
    }
}
