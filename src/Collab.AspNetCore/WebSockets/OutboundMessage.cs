namespace Collab.AspNetCore.WebSockets;

/// <summary>One message to send, in two parts that leave as one.</summary>
/// <param name="Prefix">What a dialect puts before the body, such as the address of a document; mostly empty.</param>
/// <param name="Body">The bytes that all peers of a document share.</param>
internal readonly record struct OutboundMessage(ReadOnlyMemory<byte> Prefix, ReadOnlyMemory<byte> Body)
{
    public int Length => Prefix.Length + Body.Length;
}
