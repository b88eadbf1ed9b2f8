using System.Text;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Reads a text as runs of equal attributes (Yjs, YText.toDelta).</summary>
internal sealed class TextDelta(Document document)
{
    private readonly List<DeltaOperation> _operations = [];
    private readonly FormatAttributes _attributes = new();
    private readonly StringBuilder _run = new();

    public static IReadOnlyList<DeltaOperation> Read(Document document, TypeNode node) =>
        new TextDelta(document).ReadList(node);

    private List<DeltaOperation> ReadList(TypeNode node)
    {
        var store = document.Store;
        for (var handle = node.Start; handle != 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            if (!item.IsDeleted)
            {
                Add(store, item);
            }
        }

        EndRun();
        return _operations;
    }

    private void Add(BlockStore store, in Block item)
    {
        var content = store.ContentOf(item);
        switch (item.Kind)
        {
            case ContentKind.Text:
                _run.Append(Encoding.UTF8.GetString(content));
                break;
            case ContentKind.Embed:
                AddOperation(ContentValues.ReadLast(item.Kind, content, item.Length), null);
                break;
            case ContentKind.Type:
                AddOperation(Any.Undefined, SharedType.Of(document, store.TypeIn(item)));
                break;
            case ContentKind.Format:
                EndRun();
                var (key, value) = ContentValues.ReadFormat(content);
                _attributes.Pass(key, value);
                break;
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
