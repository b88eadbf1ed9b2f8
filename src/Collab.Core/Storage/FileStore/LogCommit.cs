namespace Collab.Core.Storage.FileStore;

/// <summary>One commit, to be written.</summary>
/// <param name="Id">Number 0 for the store's own commits (deletions), which nobody repeats.</param>
internal sealed record LogCommit(CommitId Id, IReadOnlyList<LogEntry> Entries);
