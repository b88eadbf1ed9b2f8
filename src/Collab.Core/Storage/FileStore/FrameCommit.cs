namespace Collab.Core.Storage.FileStore;

/// <summary>One commit as it lies in a segment.</summary>
internal sealed record FrameCommit(CommitId Id, IReadOnlyList<FrameEntry> Entries);
