namespace Collab.Core.Storage.FileStore;

/// <summary>What a checkpoint says of the one that is kept for the day on which it cannot be read itself.</summary>
/// <param name="Sequence">The sequence of the one kept; 0 for none: the log is kept from the first update on.</param>
/// <param name="Covers">All updates before this place of the log are in the one kept.</param>
/// <param name="At">When it was replaced, in Unix milliseconds.</param>
internal sealed record ReplacedCheckpoint(long Sequence, LogPosition Covers, long At);
