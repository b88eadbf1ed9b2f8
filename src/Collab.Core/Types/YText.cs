using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A text with formats and embeds. Indices and lengths count UTF-16 units; an embed is one.</summary>
/// <remarks>Formats are given as keys with values, in the order in which their marks are to be written; a null value ends a
/// format; undefined, and what nests deeper than readers allow, is refused with <see cref="ArgumentException"/>.</remarks>
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

    /// <summary>As <see cref="ToDelta()"/>, in the form <c>[{"insert":…,"attributes":{…}}]</c>; a nested type as its JSON.</summary>
    public Any ToDeltaJson() => Any.FromArray([.. ToDelta().Select(ToJson)]);

    /// <summary>Inserts text with the attributes that are in force there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public void Insert(int index, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ThrowIfBeyondEnd(index);
        if (text.Length == 0)
        {
            return;
        }

        using var edit = BeginEdit();
        if (Node.HasFormatting)
        {
            NewEditor().Insert(index, text, null);
        }
        else
        {
            PlainTextEditor.Insert(Store, Author, Node, index, text);
        }
    }

    /// <summary>Inserts text with exactly these attributes.</summary>
    /// <param name="attributes">Null: those in force there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public void Insert(int index, string text, IReadOnlyList<KeyValuePair<string, Any>>? attributes)
    {
        if (attributes is null)
        {
            Insert(index, text);
            return;
        }

        ArgumentNullException.ThrowIfNull(text);
        ThrowIfBeyondEnd(index);
        TextEditor.ThrowIfNoFormats(attributes);
        if (text.Length > 0)
        {
            using var edit = BeginEdit();
            NewEditor().Insert(index, text, attributes);
        }
    }

    /// <summary>Inserts an embed with exactly these attributes.</summary>
    /// <param name="embed">A string is inserted as text.</param>
    /// <param name="attributes">Null: none.</param>
    /// <exception cref="ArgumentException">The embed is null or undefined, or nests deeper than readers allow.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public void InsertEmbed(int index, Any embed, IReadOnlyList<KeyValuePair<string, Any>>? attributes = null)
    {
        ThrowIfBeyondEnd(index);
        TextEditor.ThrowIfNoFormats(attributes);
        TextEditor.ThrowIfNoEmbed(embed);
        if (embed.Kind != AnyKind.String || embed.AsString().Length > 0)
        {
            using var edit = BeginEdit();
            NewEditor().Insert(index, embed, attributes ?? []);
        }
    }

    /// <summary>Creates a shared type in the text, which counts as one unit.</summary>
    /// <param name="attributes">Null: none.</param>
    /// <exception cref="ArgumentException">An element or hook needs a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public T InsertType<T>(int index, IReadOnlyList<KeyValuePair<string, Any>>? attributes = null)
        where T : SharedType
    {
        ThrowIfBeyondEnd(index);
        TextEditor.ThrowIfNoFormats(attributes);
        var kind = KindOf<T>();
        using var edit = BeginEdit();
        return (T)TypeIn(NewEditor().InsertType(index, kind, attributes ?? []))!;
    }

    /// <summary>Deletes units, and the format marks that nothing is left of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not in the text.</exception>
    public void Delete(int index, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - index);
        if (length == 0)
        {
            return;
        }

        using var edit = BeginEdit();
        if (Node.HasFormatting)
        {
            NewEditor().Delete(index, length);
        }
        else
        {
            PlainTextEditor.Delete(Store, Node, index, length);
        }
    }

    /// <summary>Changes the formats of a range. As in Yjs, a range that goes on beyond the end adds as many line breaks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public void Format(int index, int length, IReadOnlyList<KeyValuePair<string, Any>> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ThrowIfBeyondEnd(index);
        TextEditor.ThrowIfNoFormats(attributes);
        if (length > 0)
        {
            using var edit = BeginEdit();
            NewEditor().Format(index, length, attributes);
        }
    }

    /// <summary>Applies a change step by step from the start of the text on.</summary>
    /// <param name="delta">May retain beyond the end, which adds line breaks, and delete beyond it, which does nothing.</param>
    /// <param name="sanitize">False: if the last step inserts text at the end, a line break at its end is left out, since
    /// Quill's texts always end with one. (It is so in Yjs, though its documentation says the reverse.)</param>
    /// <exception cref="ArgumentException">A step inserts a shared type: see <see cref="InsertType"/>.</exception>
    public void ApplyDelta(IReadOnlyList<TextOperation> delta, bool sanitize = true)
    {
        ArgumentNullException.ThrowIfNull(delta);
        foreach (var operation in delta)
        {
            TextEditor.ThrowIfNoFormats(operation.Attributes);
            if (operation.Type is not null)
            {
                throw new ArgumentException("a shared type that exists cannot be inserted", nameof(delta));
            }
        }

        using var edit = BeginEdit();
        NewEditor().Apply(delta, sanitize);
    }

    private static Any ToJson(DeltaOperation operation)
    {
        var insert = KeyValuePair.Create("insert", operation.Type?.ToJson() ?? operation.Insert);
        return operation.Attributes.Count == 0
            ? Any.FromObject(insert)
            : Any.FromObject(insert, KeyValuePair.Create("attributes", Any.FromObject([.. operation.Attributes])));
    }

    private TextEditor NewEditor() => new(Store, Author, Node);

    private void ThrowIfBeyondEnd(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Length);
    }
}
