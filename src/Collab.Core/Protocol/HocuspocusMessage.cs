namespace Collab.Core.Protocol;

/// <summary>A frame of a Hocuspocus client.</summary>
/// <param name="Address">Which of the client's documents it is about: a view into the frame, with the length before it, as it goes
/// before every answer. Empty for <see cref="HocuspocusMessageType.Ping"/> and <see cref="HocuspocusMessageType.Pong"/>.</param>
/// <param name="Body">The rest, from the type on: for sync and awareness a whole y-websocket message.</param>
public readonly record struct HocuspocusMessage(
    HocuspocusMessageType Type, ReadOnlyMemory<byte> Address, ReadOnlyMemory<byte> Body);
