namespace Collab.Core.Sessions;

/// <summary>A frame that waits until updates are taken again.</summary>
/// <param name="Bytes">The whole frame, for which its peer has paid with credits.</param>
/// <param name="Offset">Where its first message begins that was not handled yet.</param>
internal readonly record struct ParkedFrame(ReadOnlyMemory<byte> Bytes, int Offset);
