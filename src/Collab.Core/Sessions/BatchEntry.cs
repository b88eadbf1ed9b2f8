namespace Collab.Core.Sessions;

/// <summary>An update that changed the document.</summary>
/// <param name="Author">The peer that sent it; null if the host edited the document.</param>
/// <param name="Sequence">Its document sequence.</param>
/// <param name="Relay">What it integrated, for other peers; empty if all of it is pending.</param>
/// <param name="Log">What the store keeps of it: pending blocks included.</param>
/// <param name="ReleasedPending">Whether <paramref name="Relay"/> holds blocks that came earlier, maybe from other peers.</param>
internal sealed record BatchEntry(
    PeerState? Author, long Sequence, ReadOnlyMemory<byte> Relay, ReadOnlyMemory<byte> Log, bool ReleasedPending)
{
    /// <summary>Whether the update may hold blocks of this peer, so that it has to wait for the commit while the peer has any
    /// that are not durable.</summary>
    public bool MayHoldBlocksOf(PeerState peer) => Author == peer || ReleasedPending || Sequence <= peer.RepeatsUpTo;
}
