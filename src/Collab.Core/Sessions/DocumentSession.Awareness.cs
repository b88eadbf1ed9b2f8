using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

// Awareness: the newest state of each client, to everybody, as often as is of use.
internal sealed partial class DocumentSession
{
    private long _awarenessSentAt;

    /// <summary>Time after the last awareness message in which none follows.</summary>
    private TimeSpan _awarenessPause;

    private void ApplyAwareness(PeerState peer, ReadOnlySpan<byte> update)
    {
        if (!MaySpeak(peer))
        {
            return;
        }

        var tellFrom = _awareness.Apply(peer.Speaker, update);
        if (tellFrom < peer.Awareness.Version)
        {
            peer.OweAwarenessFrom(tellFrom);
            _waiting.Add(peer);
        }
    }

    private bool MaySpeak(PeerState peer) => peer.Access.Right > AccessRight.Read || _options.Awareness.FromReaders;

    private void JoinAwareness(PeerState peer)
    {
        peer.JoinAwareness(_awareness.Version);
        _waiting.Add(peer);
    }

    private void OweAllAwareness(PeerState peer)
    {
        peer.OweAllAwareness();
        _waiting.Add(peer);
    }

    /// <summary>Sends what changed to all who are up to date. Others wait for a drained outbox, or catch up first, and get it then.</summary>
    private void FlushAwareness()
    {
        if (!_awareness.HasChanges)
        {
            return;
        }

        var elapsed = _environment.Time.GetElapsedTime(_awarenessSentAt);
        if (elapsed < _awarenessPause)
        {
            // Timers count whole milliseconds.
            TickIn(TimeSpan.FromMilliseconds(Math.Ceiling((_awarenessPause - elapsed).TotalMilliseconds)));
            return;
        }

        var before = new AwarenessPlace(_awareness.Version, false);
        var message = _awareness.Flush();
        PauseAwareness(message.Length);
        TellAwareness();
        foreach (var peer in _peers)
        {
            if (peer.Awareness == before && peer.BehindFrom == 0 && !peer.WaitsForDrain)
            {
                SendAwareness(peer, message);
            }
        }
    }

    private void PauseAwareness(int sentBytes)
    {
        _awarenessSentAt = _environment.Time.GetTimestamp();
        var forBytes = TimeSpan.FromSeconds((double)sentBytes / _options.Awareness.MaxBytesPerSecond);
        _awarenessPause = forBytes > _options.AwarenessInterval ? forBytes : _options.AwarenessInterval;
    }

    private bool TryTellAwareness(PeerState peer)
    {
        if (peer.BehindFrom > 0 || peer.WaitsForDrain || peer.Awareness == new AwarenessPlace(_awareness.Version, false))
        {
            return true;
        }

        var message = _awareness.Since(peer.Awareness);
        if (message.IsEmpty)
        {
            peer.LacksNoAwareness(_awareness.Version);
        }
        else
        {
            SendAwareness(peer, message);
        }

        return true;
    }

    private void SendAwareness(PeerState peer, ReadOnlyMemory<byte> message)
    {
        if (peer.Peer.Outbox.TryAddAwareness(message, _woken))
        {
            peer.ToldAwareness(_awareness.Version);
        }
        else
        {
            peer.ShedAwareness();
            NotifyWhenDrained(peer);
        }
    }
}
