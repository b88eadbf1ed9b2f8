namespace Collab.Core.Storage.FileStore;

/// <summary>What recovery found of the log.</summary>
/// <param name="Store">The store's id.</param>
/// <param name="Segments">The segments that count, oldest first.</param>
/// <param name="LastNumber">The highest number that a segment file has; 0 if there is none.</param>
/// <param name="Unsettled">The commits of the last frame: not in the index yet, to be written again into the next
/// segment.</param>
/// <param name="Checkpointed">The documents that have several checkpoint files.</param>
internal sealed record RecoveredLog(
    Guid Store, IReadOnlyList<Segment> Segments, long LastNumber, IReadOnlyList<LogCommit> Unsettled,
    IReadOnlyList<DocumentName> Checkpointed);
