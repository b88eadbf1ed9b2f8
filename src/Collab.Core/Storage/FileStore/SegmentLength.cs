namespace Collab.Core.Storage.FileStore;

/// <summary>How much of a segment counts.</summary>
/// <param name="Length">Bytes from the segment's start; what follows was never acknowledged.</param>
internal readonly record struct SegmentLength(long Number, long Length);
