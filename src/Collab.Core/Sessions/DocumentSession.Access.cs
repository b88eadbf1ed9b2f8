namespace Collab.Core.Sessions;

// What peers may do, how that changes while they are connected, and when it ends.
internal sealed partial class DocumentSession
{
    /// <summary>Timers take no more than some weeks.</summary>
    private static readonly TimeSpan MaxExpiryWait = TimeSpan.FromDays(1);

    /// <summary>When the first access expires, maybe that of a peer that has left or was given another; null for never.</summary>
    private DateTimeOffset? _nextExpiry;

    private TimeSpan? ExpiryIn
    {
        get
        {
            if (_nextExpiry is not { } at)
            {
                return null;
            }

            // Timers count whole milliseconds.
            var wait = at - _environment.Time.GetUtcNow();
            return wait <= TimeSpan.Zero ? TimeSpan.Zero
                : wait > MaxExpiryWait ? MaxExpiryWait
                : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        }
    }

    /// <summary>Tells a client that asked for it what it may do, before it gets anything of the document.</summary>
    private void TellFirstAccess(PeerState peer)
    {
        if (peer.Peer.WantsStatus)
        {
            peer.LacksAccess = peer.Peer.AccessChanged(peer.Access);
            if (!TryTellAccess(peer))
            {
                _waiting.Add(peer);
            }
        }
    }

    private void SetAccess(PeerState peer, DocumentAccess access)
    {
        if (peer.IsGone || access == peer.Access)
        {
            return;
        }

        if (WhyNotIn(access) is { } close)
        {
            Close(peer, close);
            return;
        }

        var before = peer.Access.Right;
        peer.SetAccess(access);
        if (!MaySpeak(peer))
        {
            _awareness.RemoveSpeaker(peer.Speaker);
        }

        NoteExpiry(access);
        var message = peer.Peer.AccessChanged(access);
        if (access.Right != before)
        {
            peer.LacksAccess = message;
            _waiting.Add(peer);
        }

        if (access.Right > before && peer.HasRefusedChanges)
        {
            AskAgain(peer);
        }
    }

    /// <summary>Asks a peer for what was refused: what it writes from now on may build on that.</summary>
    private void AskAgain(PeerState peer)
    {
        peer.HasRefusedChanges = peer.HasOffered = false;
        peer.LacksGreeting = true;
        _waiting.Add(peer);
    }

    private bool TryTellAccess(PeerState peer)
    {
        if (peer.LacksAccess.IsEmpty)
        {
            return true;
        }

        if (!Send(peer, peer.LacksAccess))
        {
            NotifyWhenDrained(peer);
            return false;
        }

        peer.LacksAccess = default;
        return true;
    }

    /// <returns>Why nobody is let in with that; null if they are.</returns>
    private PeerClose? WhyNotIn(DocumentAccess access) =>
        access.Right == AccessRight.None ? PeerClose.Forbidden
        : access.Expires <= _environment.Time.GetUtcNow() ? PeerClose.Expired
        : null;

    private void NoteExpiry(DocumentAccess access)
    {
        if (access.Expires is { } at && !(_nextExpiry <= at))
        {
            _nextExpiry = at;
        }
    }

    private void CloseExpired()
    {
        if (_nextExpiry is null || _nextExpiry > _environment.Time.GetUtcNow())
        {
            return;
        }

        _nextExpiry = null;
        foreach (var peer in _peers.ToList())
        {
            NoteExpiry(peer.Access);
            if (WhyNotIn(peer.Access) is { } close)
            {
                Close(peer, close);
            }
        }
    }
}
