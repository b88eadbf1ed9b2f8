using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

// Updates that are not taken: decided on what is in them, before anything changes.
internal sealed partial class DocumentSession
{
    /// <summary>Where all comments are, whatever the document is otherwise; they point into it by relative positions.</summary>
    private const string CommentsRoot = "comments";

    /// <summary>The shortest time between two messages that tell a peer of refusals.</summary>
    private static readonly TimeSpan RefusalInterval = TimeSpan.FromMinutes(1);

    /// <summary>Who is at work as which client; kept only if the host wants it guarded.</summary>
    private readonly Dictionary<ClientId, PeerState> _authors = [];

    private bool _hasManyClients;

    /// <returns>Why an update is refused, whole; null if it is taken, or has nothing that the document lacks.</returns>
    /// <exception cref="Codec.MalformedUpdateException">It is none.</exception>
    private string? WhyRefused(PeerState peer, InboundKind kind, ReadOnlyMemory<byte> update) => peer.Access.Right switch
    {
        >= AccessRight.Write => WhyNotAs(peer, kind, update),
        AccessRight.Comment when !MayComment(peer, update) => "you may only comment on this document",
        AccessRight.Comment => WhyNotAs(peer, kind, update),
        _ => _opened.Integrated.HasAll(update) ? null : "you may only read this document",
    };

    private bool MayComment(PeerState peer, ReadOnlyMemory<byte> update) =>
        _opened.Integrated.HasAll(update)
        || _opened.Integrated.StaysUnder(CommentsRoot, update.Span, client => _awareness.FindSpeaker(client)?.IsSamePerson(peer.Speaker));

    /// <summary>Looks for what may be taken of a refused step 2. It brings all deletes that its client ever made, and among them may be such
    /// that a Yjs editor makes by itself on mere reception, to clean up: these are left out, or no comment would be taken any more.</summary>
    /// <returns>Null if there is nothing to be left out, or the rest is not to be taken either.</returns>
    private byte[]? TakeComments(PeerState peer, InboundKind kind, ReadOnlyMemory<byte> update)
    {
        if (peer.Access.Right != AccessRight.Comment
            || kind != InboundKind.SyncStep2
            || _opened.Integrated.WithoutDeletesOutside(CommentsRoot, update.Span) is not { } rest
            || WhyRefused(peer, kind, rest) is not null)
        {
            return null;
        }

        // Whoever may write one day is asked for them again.
        peer.HasRefusedChanges = true;
        return rest;
    }

    /// <summary>Looks at whom an update is written as: not at all, unless the host wants that or the document has too many.</summary>
    private string? WhyNotAs(PeerState peer, InboundKind kind, ReadOnlyMemory<byte> update)
    {
        // A step 2 may bring what others wrote, of whom nobody is left: only what is written now says who writes.
        var guards = _options.RefusesForeignClients && kind == InboundKind.SyncUpdate;
        var isFull = _opened.Integrated.ClientCount >= _options.MaxClients;
        return guards || isFull ? WhyNotAs(peer, update, guards, isFull) : null;
    }

    private string? WhyNotAs(PeerState peer, ReadOnlyMemory<byte> update, bool guards, bool isFull)
    {
        string? reason = null;
        _opened.Integrated.MayAllWrite(update, (client, isKnown) =>
        {
            reason = isFull && !isKnown ? "too many clients have written this document"
                : guards && !MayWriteAs(peer, client) ? "another client is at work under this id"
                : null;
            return reason is null;
        });
        return reason;
    }

    /// <summary>Whether nobody else is at work as a client: who speaks for it in awareness, or else the first to write as it while here.</summary>
    private bool MayWriteAs(PeerState peer, ClientId client)
    {
        if (_awareness.FindSpeaker(client) is { } speaker)
        {
            return speaker.IsSamePerson(peer.Speaker);
        }

        if (_authors.TryAdd(client, peer))
        {
            peer.WritesAs.Add(client);
            return true;
        }

        return _authors[client].Speaker.IsSamePerson(peer.Speaker);
    }

    /// <summary>Leaves the clients that a peer was at work as to whoever comes.</summary>
    private void ForgetAuthor(PeerState peer)
    {
        foreach (var client in peer.WritesAs)
        {
            _authors.Remove(client);
        }
    }

    /// <summary>Says once that the document has very many clients: each costs bytes in every sync.</summary>
    private void NoticeManyClients()
    {
        if (!_hasManyClients && _opened.IsIntegrated && _opened.Integrated.ClientCount >= _options.ManyClients)
        {
            _hasManyClients = true;
            Log.ManyClients(_logger, Name, _opened.Integrated.ClientCount, _options.MaxClients);
        }
    }

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
