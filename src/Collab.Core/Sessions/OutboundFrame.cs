namespace Collab.Core.Sessions;

/// <summary>One message for one peer, in bytes that peers may share.</summary>
/// <param name="Batch">For updates: the number of the batch whose changes it carries, which the session can send again from its
/// ring. 0 for a frame that must not be dropped.</param>
internal readonly record struct OutboundFrame(ReadOnlyMemory<byte> Bytes, long Batch)
{
    public bool IsDroppable => Batch > 0;
}
