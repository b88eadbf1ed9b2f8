namespace Collab.Core.Protocol;

/// <summary>What follows the address of a Hocuspocus frame (packages/server/src/types.ts). 0, 1 and 3 are y-websocket's own messages.</summary>
public enum HocuspocusMessageType : ulong
{
    /// <summary>A <see cref="SyncMessageType"/> and its payload, as in <see cref="MessageType.Sync"/>.</summary>
    Sync = 0,

    /// <summary>As in <see cref="MessageType.Awareness"/>.</summary>
    Awareness = 1,

    /// <summary>A <see cref="HocuspocusAuthType"/> and what belongs to it.</summary>
    Auth = 2,

    /// <summary>As in <see cref="MessageType.QueryAwareness"/>.</summary>
    QueryAwareness = 3,

    /// <summary>A string that means nothing to the server: from client to host, or from host to client.</summary>
    Stateless = 5,

    /// <summary>The client leaves this document, or is put out of it for the reason that follows; the socket goes on.</summary>
    Close = 7,

    /// <summary>To clients: as in <see cref="MessageType.SyncStatus"/>.</summary>
    SyncStatus = 8,

    /// <summary>To clients, the whole frame, without an address: is anybody there?</summary>
    Ping = 9,

    /// <summary>The answer, the whole frame as well.</summary>
    Pong = 10,
}
