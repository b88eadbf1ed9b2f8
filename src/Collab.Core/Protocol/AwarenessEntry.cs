namespace Collab.Core.Protocol;

/// <summary>A client's awareness state at a clock, as a view into the update that holds it.</summary>
/// <param name="client">The client that the state is of.</param>
/// <param name="clock">Raised by the client with each state.</param>
/// <param name="state">JSON text in UTF-8, unchecked; <c>null</c> (four bytes) if the client has none any more.</param>
public readonly ref struct AwarenessEntry(ClientId client, ulong clock, ReadOnlySpan<byte> state)
{
    public ClientId Client { get; } = client;

    public ulong Clock { get; } = clock;

    public ReadOnlySpan<byte> State { get; } = state;

    /// <summary>Whether the client is gone: its state is JSON's null.</summary>
    public bool IsRemoval => State.SequenceEqual("null"u8);
}
