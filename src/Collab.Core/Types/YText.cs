using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A text with formats and embeds. Indices and lengths count UTF-16 units; an embed is one.</summary>
public partial class YText : SharedType
{
    internal YText(Document document, TypeNode node)
        : base(document, node)
    {
    }

    public int Length => Node.Length;

    /// <summary>The text alone, without embeds and formats.</summary>
    public override string ToString() => SharedTypeReader.ReadText(Store, Node);

    /// <summary>The text as runs of equal attributes.</summary>
    public IReadOnlyList<DeltaOperation> ToDelta() => TextDelta.Read(Document, Node);

    /// <summary>As <see cref="ToDelta"/>, in the form <c>[{"insert":…,"attributes":{…}}]</c>; a nested type as its JSON.</summary>
    public Any ToDeltaJson() => Any.FromArray([.. ToDelta().Select(ToJson)]);

    /// <summary>Inserts text with the attributes that are in force there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    /// <exception cref="InvalidOperationException">The document has no client id to edit with, or the text was
    /// deleted.</exception>
    public void Insert(int index, string text) => Insert(index, text, null);

    /// <summary>Inserts text with exactly these attributes.</summary>
    /// <inheritdoc cref="Insert(int, string)"/>
    public void Insert(int index, string text, IReadOnlyList<KeyValuePair<string, Any>>? attributes)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Length);
        ThrowIfCollected();
        if (text.Length > 0)
        {
            Document.Edit(store => new TextEditor(store, Document.ClientId, Node).Insert(index, text, attributes));
        }
    }

    /// <summary>Deletes units; formats that nothing is left of stay, which does no harm.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not in the text.</exception>
    /// <exception cref="InvalidOperationException">The document has no client id to edit with.</exception>
    public void Delete(int index, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - index);
        if (length > 0)
        {
            Document.Edit(store => ListEditor.Delete(store, Node, index, length));
        }
    }

    private static Any ToJson(DeltaOperation operation)
    {
        var insert = KeyValuePair.Create("insert", operation.Type?.ToJson() ?? operation.Insert);
        return operation.Attributes.Count == 0
            ? Any.FromObject(insert)
            : Any.FromObject(insert, KeyValuePair.Create("attributes", Any.FromObject([.. operation.Attributes])));
    }
}
