using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Reads a text as it was in one past state, with what came and went since another (Yjs, YText.toDelta with
/// snapshots).</summary>
/// <param name="now">The state to show; null: the present.</param>
/// <param name="before">The state to compare with; null: none.</param>
internal sealed class SnapshotDelta(Document document, SnapshotView? now, SnapshotView? before)
{
    // Yjs's name for the attribute that marks what changed.
    private const string Change = "ychange";

    private static readonly Any Removed = Any.FromObject(KeyValuePair.Create("type", (Any)"removed"));
    private static readonly Any Added = Any.FromObject(KeyValuePair.Create("type", (Any)"added"));

    private readonly TextDelta _delta = new(document);

    public static IReadOnlyList<DeltaOperation> Read(Document document, TypeNode node, Snapshot? now, Snapshot? before) =>
        document.LookAt(now, before, (current, former) => new SnapshotDelta(document, current, former).Read(node));

    private IReadOnlyList<DeltaOperation> Read(TypeNode node)
    {
        var store = document.Store;
        for (var handle = node.Start; handle != 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            var isShown = now is null ? !item.IsDeleted : now.Shows(item);
            if (!isShown && (before?.Shows(item) != true || item.Kind == ContentKind.Format))
            {
                continue;
            }

            if (item.Kind == ContentKind.Text)
            {
                MarkChange(item, isShown);
            }

            _delta.Add(item);
        }

        return _delta.Finish();
    }

    private void MarkChange(in Block item, bool isShown)
    {
        // As in Yjs, the present is never said to lack what an earlier state had.
        var change = now is not null && !isShown ? Removed
            : before?.Shows(item) == false ? Added
            : Any.Null;
        if (change.Kind != AnyKind.Null || _delta.Get(Change).Kind != AnyKind.Null)
        {
            // What changed is a run of its own, item by item.
            _delta.Pass(Change, change);
        }
    }
}
