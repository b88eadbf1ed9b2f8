namespace Collab.Core.Sessions;

/// <summary>By what a peer's client learns that what it sent is durable. Its own blocks come back to every peer after their commit.</summary>
public enum PeerAcknowledgement
{
    /// <summary>By the echo of its own blocks; y-websocket's way.</summary>
    Echo,

    /// <summary>By one <see cref="Protocol.MessageType.SyncStatus"/> for each step 2 and each update, in the order they came; Hocuspocus' way.</summary>
    SyncStatus,

    /// <summary>By the echo of a barrier that it takes as an answer for all it has ever changed, what it has yet to offer in its
    /// step 2 included; y-sweet's way. It gives the connection up when nothing comes for 3 s after a barrier.</summary>
    Barrier,
}
