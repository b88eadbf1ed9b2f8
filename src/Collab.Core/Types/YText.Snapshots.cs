using Collab.Core.Documents;

namespace Collab.Core.Types;

public partial class YText
{
    /// <summary>The text in a past state, with what came and went since an earlier one.</summary>
    /// <param name="now">The state to show; null: the present.</param>
    /// <param name="before">The earlier state. What has come since has the attribute <c>ychange</c>, an object whose
    /// <c>type</c> is "added"; what has gone, "removed". Null: nothing is compared.</param>
    public IReadOnlyList<DeltaOperation> ToDelta(Snapshot? now, Snapshot? before = null) =>
        now is null && before is null ? ToDelta() : SnapshotDelta.Read(Document, Node, now, before);
}
