namespace Collab.Core.Protocol;

/// <summary>What a client may send.</summary>
public enum InboundKind
{
    SyncStep1,
    SyncStep2,
    SyncUpdate,
    Awareness,
    QueryAwareness,
    Barrier,

    /// <summary>A type that this server does not know. Its length is unknown too, so it ends its frame.</summary>
    Unknown,
}

/// <summary>One message of an inbound frame.</summary>
/// <param name="Payload">A view into the frame: a state vector, an update, awareness states or a barrier's bytes.</param>
public readonly record struct InboundMessage(InboundKind Kind, ReadOnlyMemory<byte> Payload);
