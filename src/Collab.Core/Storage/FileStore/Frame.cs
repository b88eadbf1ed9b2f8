namespace Collab.Core.Storage.FileStore;

/// <summary>One group of commits as it lies in a segment: what was written and synced together.</summary>
/// <param name="Offset">Where it begins, in bytes from the segment's start.</param>
/// <param name="End">The first byte after it.</param>
internal sealed record Frame(long Offset, long End, IReadOnlyList<FrameCommit> Commits)
{
    /// <summary>Whether every update in it can be read.</summary>
    public bool IsWhole => Commits.All(commit => commit.Entries.All(entry => !entry.IsDamaged));

    /// <summary>Notes which commits are in it, so that none is appended twice.</summary>
    public void RecordIn(CommitLedger ledger)
    {
        foreach (var commit in Commits.Where(commit => commit.Id.Number > 0))
        {
            foreach (var entry in commit.Entries)
            {
                ledger.Record(commit.Id, entry.Document, entry.LastSequence);
            }
        }
    }
}
