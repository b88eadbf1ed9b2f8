namespace Collab.Core.Protocol;

/// <summary>A client's awareness state at a clock.</summary>
/// <param name="State">JSON text in UTF-8, as the client sent it; <c>null</c> (four bytes) if it has none any more.</param>
public readonly record struct AwarenessEntry(ClientId Client, ulong Clock, ReadOnlyMemory<byte> State)
{
    /// <summary>Whether the client is gone: its state is JSON's null.</summary>
    public bool IsRemoval => State.Span.SequenceEqual("null"u8);
}
