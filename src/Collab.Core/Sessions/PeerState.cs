using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>What a session knows of a peer; touched by the session's loop alone, but for the credits.</summary>
internal sealed class PeerState(IPeer peer)
{
    /// <summary>Commands with frames of one peer that may wait in the inbox: past it its socket is not read.</summary>
    public const int MaxCredits = 32;

    private const int BytesPerCredit = 64 * 1024;

    public IPeer Peer { get; } = peer;

    /// <summary>What it may do now.</summary>
    public DocumentAccess Access { get; private set; } = peer.Access;

    /// <summary>Changes what it may do, and for whom.</summary>
    public void SetAccess(DocumentAccess access)
    {
        Access = access;
        Speaker.Identity = IdentityOf(access);
    }

    public bool MayWrite => Access.Right >= AccessRight.Write;

    /// <summary>Taken by the transport before it posts frames, given back once they are handled.</summary>
    public PeerCredits Credits { get; } = new(MaxCredits);

    public bool IsGone { get; set; }

    /// <summary>When the server stops: how long after that its close begins.</summary>
    public TimeSpan ClosesAfter { get; set; }

    /// <summary>Whether its close has begun: what still comes from it is not applied, and its client brings it back.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Updates are relayed to it once its first step 1 was answered; editors destroy a document they see in parts.</summary>
    public bool IsSubscribed { get; set; }

    /// <summary>The sequence that must be durable for everything it sent to be saved, and everything withheld to be on its way.</summary>
    public long LastSequence { get; set; }

    /// <summary>What it sent was there already, or in part, maybe from another connection and in an update up to this sequence.</summary>
    public long RepeatsUpTo { get; set; }

    /// <summary>What it changed in the batch that is being recorded; null if nothing.</summary>
    public BatchPart? Part { get; set; }

    /// <summary>The oldest batch that it lacks; 0 if it keeps up.</summary>
    public long BehindFrom { get; set; }

    /// <summary>What it had for certain, once everything sent to it until then has arrived: where a diff may start.</summary>
    public StateVector SentVector { get; set; } = StateVector.Empty;

    /// <summary>When it last caught up by a diff.</summary>
    public long? LastDiffAt { get; set; }

    /// <summary>Whether the session's own step 1 waits for a commit.</summary>
    public bool LacksGreeting { get; set; }

    /// <summary>The state vector of a step 1 that waits for a commit or for room in the outbox.</summary>
    public ReadOnlyMemory<byte>? WaitingStep1 { get; set; }

    /// <summary>The barrier that is echoed next, and the sequence it waits for.</summary>
    public (long Sequence, ReadOnlyMemory<byte> Payload)? WaitingBarrier { get; set; }

    /// <summary>The newest barrier, which waits for a later commit than the one under way; those between need no answer of their own.</summary>
    public (long Sequence, ReadOnlyMemory<byte> Payload)? NextBarrier { get; set; }

    /// <summary>Answers to its updates, if its dialect has such.</summary>
    public OwedAcknowledgements Owed { get; } = new();

    /// <summary>Whether the session's step 1 that belongs to the peer's own was sent, if its dialect has it so.</summary>
    public bool HasBeenAsked { get; set; }

    /// <summary>Whether it answered the session's step 1.</summary>
    public bool HasOffered { get; set; }

    /// <summary>Whether it sent something that the document does not have, because that was refused.</summary>
    public bool HasRefusedChanges { get; set; }

    /// <summary>Why something of it was refused, until it was told.</summary>
    public string? LacksRefusal { get; set; }

    /// <summary>When it was last told of a refusal.</summary>
    public long? ToldRefusalAt { get; set; }

    /// <summary>The message about its new right, until that is on its way; empty for none.</summary>
    public ReadOnlyMemory<byte> LacksAccess { get; set; }

    /// <summary>The clients that it was the first to write as.</summary>
    public List<ClientId> WritesAs { get; } = [];

    /// <summary>What it brings of awareness.</summary>
    public AwarenessSpeaker Speaker { get; } = new(IdentityOf(peer.Access), peer.Address);

    /// <summary>What it was told of awareness, once all that waits for it has left.</summary>
    public AwarenessPlace Awareness { get; private set; }

    /// <summary>What it was told of awareness before the last message of it, which may still wait.</summary>
    public AwarenessPlace AwarenessBefore { get; private set; }

    /// <summary>Whether it has to be told how the store is.</summary>
    public bool LacksStatus { get; set; }

    /// <summary>Whether its outbox was full, so that nothing is made for it before that is drained.</summary>
    public bool WaitsForDrain { get; set; }

    /// <summary>Frames that came while the session takes no updates from it; null if the peer sent none since.</summary>
    public Queue<ParkedFrames>? Parked { get; set; }

    /// <summary>Whether it disconnected after what is parked.</summary>
    public bool LeavesAfterParked { get; set; }

    /// <summary>It is new: owed all states as of a version, and nothing that was before.</summary>
    public void JoinAwareness(long version) => Awareness = AwarenessBefore = new AwarenessPlace(version, true);

    /// <summary>It asked for all states.</summary>
    public void OweAllAwareness() => Awareness = Awareness with { LacksAll = true };

    /// <summary>It is owed again what changed since a version.</summary>
    public void OweAwarenessFrom(long version) => Awareness = Awareness with { Version = Math.Min(Awareness.Version, version) };

    /// <summary>A message that brings it to a version is in its outbox.</summary>
    public void ToldAwareness(long version) => (AwarenessBefore, Awareness) = (Awareness, new AwarenessPlace(version, false));

    /// <summary>Nothing that it lacked has changed up to a version.</summary>
    public void LacksNoAwareness(long version) => Awareness = new AwarenessPlace(version, false);

    /// <summary>The message that waited was taken out of its outbox: it is owed what that told, and what comes after.</summary>
    public void ShedAwareness() => Awareness = new AwarenessPlace(
        Math.Min(Awareness.Version, AwarenessBefore.Version), Awareness.LacksAll || AwarenessBefore.LacksAll);

    /// <summary>Gives back what frames took, once they are handled or nobody will.</summary>
    public void ReturnCredits(ReceivedFrames frames) => Credits.Return(CostOf(frames));

    private static AwarenessIdentity IdentityOf(DocumentAccess access) => access is { Subject: null, DisplayName: null }
        ? AwarenessIdentity.Nobody
        : new AwarenessIdentity(access.Subject, access.DisplayName);

    /// <summary>Many bytes take more of the credits, so that a peer's frames in the inbox are bounded in bytes too.</summary>
    public static int CostOf(ReceivedFrames frames) => Math.Min(MaxCredits, 1 + (frames.Bytes.Length / BytesPerCredit));
}
