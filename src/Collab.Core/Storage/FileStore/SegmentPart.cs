namespace Collab.Core.Storage.FileStore;

/// <summary>A stretch of a segment.</summary>
/// <param name="Frame">Null for a hole: bytes that nothing can be made of.</param>
internal readonly record struct SegmentPart(long Offset, Frame? Frame);
