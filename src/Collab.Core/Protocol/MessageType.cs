namespace Collab.Core.Protocol;

/// <summary>The first number of a message on the y-websocket wire (y-websocket src/y-websocket.js; 8 is Hocuspocus', 102 y-sweet's).</summary>
public enum MessageType : ulong
{
    /// <summary>A <see cref="SyncMessageType"/> follows.</summary>
    Sync = 0,

    /// <summary>Length-prefixed awareness update.</summary>
    Awareness = 1,

    /// <summary>To clients only: permission denied, with a reason.</summary>
    Auth = 2,

    /// <summary>No payload; answered with all awareness states.</summary>
    QueryAwareness = 3,

    /// <summary>To Hocuspocus clients only: 1 if a step 2 or an update of theirs is durable, 0 if it was refused.</summary>
    SyncStatus = 8,

    /// <summary>Length-prefixed bytes of the client's choice, echoed when what the session held at that time is durable.</summary>
    Barrier = 102,

    /// <summary>Length-prefixed JSON about the session; only to clients that asked for our extensions.</summary>
    Status = 103,
}
