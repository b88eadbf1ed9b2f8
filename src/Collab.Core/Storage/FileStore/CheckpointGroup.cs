namespace Collab.Core.Storage.FileStore;

/// <summary>The checkpoint files of one document, as found at start.</summary>
/// <param name="Stem">What their paths have in common: made of the document's name, which nothing else tells.</param>
/// <param name="Newest">The newest one that can be read; null if none can.</param>
/// <param name="Unreadable">The newest one, if it cannot be read.</param>
/// <param name="Paths">All of them.</param>
internal sealed record CheckpointGroup(
    string Stem, CheckpointHead? Newest, CheckpointFileName? Unreadable, IReadOnlyList<string> Paths)
{
    /// <summary>Whether the file is there that the newest checkpoint says is kept, if it needs one.</summary>
    public bool HasReplaced => Newest is { Replaced: { } replaced }
        && (replaced.Sequence == 0
            || Paths.Contains(new CheckpointFileName(Stem, Newest.Life, replaced.Sequence).Path)
            || Paths.Contains(new CheckpointFileName(Stem, null, 0).Path));
}
