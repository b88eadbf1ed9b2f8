namespace Collab.Load.Wire;

/// <summary>What a message is, in y-websocket's numbers, which Hocuspocus shares.</summary>
internal enum MessageKind : byte
{
    Sync = 0,
    Awareness = 1,
    Auth = 2,

    /// <summary>Hocuspocus: a frame of one byte, without an address.</summary>
    Ping = 9,
    Pong = 10,
}
