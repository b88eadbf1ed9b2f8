using System.Text;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Makes a delta of the items of a text: runs of equal attributes (Yjs, YText.toDelta).</summary>
internal sealed class TextDelta(Document document)
{
    private readonly List<DeltaOperation> _operations = [];
    private readonly FormatAttributes _attributes = new();
    private readonly StringBuilder _run = new();

    /// <summary>The text as it is now.</summary>
    public static IReadOnlyList<DeltaOperation> Read(Document document, TypeNode node)
    {
        var store = document.Store;
        var delta = new TextDelta(document);
        for (var handle = node.Start; handle != 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            if (!item.IsDeleted)
            {
                delta.Add(item);
            }
        }

        return delta.Finish();
    }

    /// <summary>Goes past an item that is shown: what it holds, or a format that begins or ends.</summary>
    public void Add(in Block item)
    {
        var store = document.Store;
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
                var (key, value) = ContentValues.ReadFormat(content);
                Pass(key, value);
                break;
        }
    }

    /// <summary>The value of an attribute at this place; null if it has none.</summary>
    public Any Get(string attribute) => _attributes.Get(attribute);

    /// <summary>Ends a run; from here on an attribute has a value, or with null none.</summary>
    public void Pass(string attribute, Any value)
    {
        EndRun();
        _attributes.Pass(attribute, value);
    }

    public IReadOnlyList<DeltaOperation> Finish()
    {
        EndRun();
        return _operations;
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
