namespace Collab.Core.Sessions;

// What peers may do, and what becomes of it while they are connected.
internal sealed partial class DocumentSession
{
    private void SetAccess(PeerState peer, DocumentAccess access)
    {
        if (peer.IsGone)
        {
            return;
        }

        if (access.Right == AccessRight.None)
        {
            Close(peer, PeerClose.Forbidden);
            return;
        }

        peer.Access = access;
    }
}
