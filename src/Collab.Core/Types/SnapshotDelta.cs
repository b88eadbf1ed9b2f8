using System.Text;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Reads a text as it was in one past state, with what came and went since another (Yjs, YText.toDelta with
/// snapshots).</summary>
/// <param name="document">The document.</param>
/// <param name="now">The state to show; null: the present.</param>
/// <param name="before">The state to compare with; null: none.</param>
internal sealed class SnapshotDelta(Document document, SnapshotView? now, SnapshotView? before)
{
    // Yjs's name for the attribute that marks what changed.
    private const string Change = "ychange";

    private static readonly Any Removed = Any.FromObject(KeyValuePair.Create("type", (Any)"removed"));
    private static readonly Any Added = Any.FromObject(KeyValuePair.Create("type", (Any)"added"));

    private readonly List<DeltaOperation> _operations = [];
    private readonly FormatAttributes _attributes = new();
    private readonly StringBuilder _run = new();

    public static IReadOnlyList<DeltaOperation> Read(Document document, TypeNode node, Snapshot? now, Snapshot? before) =>
        document.LookAt(now, before, (current, former) => new SnapshotDelta(document, current, former).Read(node));

    private List<DeltaOperation> Read(TypeNode node)
    {
        var store = document.Store;
        for (var handle = node.Start; handle != 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            var isShown = now is null ? !item.IsDeleted : now.Shows(item);
            if (isShown || before?.Shows(item) == true)
            {
                Add(store, item, isShown);
            }
        }

        EndRun();
        return _operations;
    }

    private void Add(BlockStore store, in Block item, bool isShown)
    {
        var content = store.ContentOf(item);
        switch (item.Kind)
        {
            case ContentKind.Text:
                MarkChange(item, isShown);
                _run.Append(Encoding.UTF8.GetString(content));
                break;
            case ContentKind.Embed:
                AddOperation(ContentValues.ReadLast(item.Kind, content, item.Length), null);
                break;
            case ContentKind.Type:
                AddOperation(Any.Undefined, SharedType.Of(document, store.TypeIn(item)));
                break;
            case ContentKind.Format when isShown:
                EndRun();
                var (key, value) = ContentValues.ReadFormat(content);
                _attributes.Pass(key, value);
                break;
        }
    }

    private void MarkChange(in Block item, bool isShown)
    {
        // As in Yjs, the present is never said to lack what an earlier state had.
        var change = now is not null && !isShown ? Removed
            : before?.Shows(item) == false ? Added
            : Any.Null;
        if (change.Kind != AnyKind.Null || _attributes.Get(Change).Kind != AnyKind.Null)
        {
            // What changed is a run of its own, item by item.
            EndRun();
            _attributes.Pass(Change, change);
        }
    }

    private void AddOperation(Any value, SharedType? type)
    {
        EndRun();
        _operations.Add(new DeltaOperation { Insert = value, Type = type, Attributes = _attributes.ToList() });
    }

    private void EndRun()
    {
        if (_run.Length > 0)
        {
            var text = _run.ToString();
            _run.Clear();
            AddOperation(text, null);
        }
    }
}
