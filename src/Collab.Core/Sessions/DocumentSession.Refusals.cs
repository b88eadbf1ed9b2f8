using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

// Updates that are not taken: decided on what is in them, before anything changes.
internal sealed partial class DocumentSession
{
    /// <summary>Where all comments are, whatever the document is otherwise; they point into it by relative positions.</summary>
    private const string CommentsRoot = "comments";

    /// <summary>The shortest time between two messages that tell a peer of refusals.</summary>
    private static readonly TimeSpan RefusalInterval = TimeSpan.FromMinutes(1);

    /// <returns>Why an update is refused, whole; null if it is taken, or has nothing that the document lacks.</returns>
    /// <exception cref="Codec.MalformedUpdateException">It is none.</exception>
    private string? WhyRefused(PeerState peer, InboundKind kind, ReadOnlyMemory<byte> update) => peer.Access.Right switch
    {
        >= AccessRight.Write => null,
        AccessRight.Comment when !MayComment(peer, update) => "you may only comment on this document",
        AccessRight.Comment => null,
        _ => _opened.Integrated.HasAll(update) ? null : "you may only read this document",
    };

    private bool MayComment(PeerState peer, ReadOnlyMemory<byte> update) =>
        _opened.Integrated.HasAll(update)
        || _opened.Integrated.StaysUnder(CommentsRoot, update.Span, client => _awareness.FindSpeaker(client)?.IsSamePerson(peer.Speaker));

    /// <summary>Refuses what a peer sent, which stays connected: it may not know better, as Yjs writes on mere reception.</summary>
    private void Refuse(PeerState peer, string reason)
    {
        peer.HasRefusedChanges = true;
        if (peer.Peer.Acknowledgement != PeerAcknowledgement.SyncStatus
            && (peer.ToldRefusalAt is not { } at || _environment.Time.GetElapsedTime(at) >= RefusalInterval))
        {
            peer.ToldRefusalAt = _environment.Time.GetTimestamp();
            peer.LacksRefusal = reason;
            _waiting.Add(peer);
        }
    }

    /// <summary>Tells a peer what it would be told of an update that is refused here; nobody has seen that update.</summary>
    private void RefuseForHost(PeerState peer, string reason)
    {
        Refuse(peer, reason);
        if (peer.Peer.Acknowledgement == PeerAcknowledgement.SyncStatus)
        {
            peer.Owed.Add(0, false);
            _waiting.Add(peer);
        }
    }

    private bool TryTellRefusal(PeerState peer)
    {
        if (peer.LacksRefusal is not { } reason)
        {
            return true;
        }

        if (!Send(peer, YWebsocketFrame.PermissionDenied(reason)))
        {
            NotifyWhenDrained(peer);
            return false;
        }

        peer.LacksRefusal = null;
        return true;
    }
}
