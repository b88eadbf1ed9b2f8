namespace Collab.AspNetCore.WebSockets;

/// <summary>What a frame is (RFC 6455, 5.2); those above 7 are control frames.</summary>
internal enum Opcode : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
