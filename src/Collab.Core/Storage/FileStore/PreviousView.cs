namespace Collab.Core.Storage.FileStore;

/// <summary>Where the bytes of a document lie that make it up without its newest checkpoint, at one moment.</summary>
/// <param name="Sequence">The sequence of the checkpoint that is kept; 0 for none.</param>
/// <param name="Through">The last update that has to be looked for in the segments.</param>
/// <param name="Segments">The segments that may hold those, oldest first, and how much of each counts.</param>
/// <param name="Extents">The updates after them.</param>
internal sealed record PreviousView(
    int Life,
    long Sequence,
    long Through,
    IReadOnlyList<(Segment Segment, long Length)> Segments,
    IReadOnlyList<Extent> Extents);
