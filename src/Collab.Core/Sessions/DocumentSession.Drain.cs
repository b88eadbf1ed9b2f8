namespace Collab.Core.Sessions;

// The server stops: peers go one by one, each once all it sent is durable and it was told so.
internal sealed partial class DocumentSession
{
    private bool _stopping;
    private long _stoppedAt;

    /// <summary>Lets nobody in any more and closes the peers; called from outside the loop. A load that is under way is given up: whoever
    /// waits for it has sent nothing yet.</summary>
    /// <param name="spread">Time over which the peers' closes are spread, so that they do not all come back at once.</param>
    public void Stop(TimeSpan spread)
    {
        Post(Command.Of(CommandKind.Stop, spread));
        _stop.Cancel();
    }

    private void OnStop(TimeSpan spread)
    {
        if (!_stopping)
        {
            _stopping = true;
            _stoppedAt = _environment.Time.GetTimestamp();
            RefuseSeeded(PeerClose.Restarting);
        }

        foreach (var peer in _peers)
        {
            peer.ClosesAfter = spread * _environment.Random.NextDouble();
        }
    }

    /// <summary>The store was not in time: whoever waits for it comes back with what was not saved.</summary>
    private void OnAbandon() => End(PeerClose.Restarting);

    /// <summary>Closes those whose time has come.</summary>
    /// <returns>When the next one's comes; null if none waits for its time.</returns>
    private TimeSpan? CloseDue()
    {
        TimeSpan? next = null;
        var elapsed = _environment.Time.GetElapsedTime(_stoppedAt);
        foreach (var peer in _peers.ToList())
        {
            peer.IsClosing |= peer.ClosesAfter <= elapsed;
            if (!peer.IsClosing)
            {
                next = next is { } other && other < peer.ClosesAfter - elapsed ? other : peer.ClosesAfter - elapsed;
            }
            else if (HasHeardAll(peer))
            {
                Close(peer, PeerClose.Restarting);
            }
        }

        return next;
    }

    /// <summary>Whether all that a peer sent is durable, and its echo is in the outbox. One that does not read is not waited for.</summary>
    private bool HasHeardAll(PeerState peer) =>
        peer.Parked is null
        && peer.LastSequence <= _durable
        && ((peer.WaitingBarrier is null or { Sequence: NotYet } && peer.Owed.IsEmpty) || peer.WaitsForDrain);
}
