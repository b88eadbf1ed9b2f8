using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public sealed partial class YArray
{
    /// <summary>Embeds a document before the element that has this index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    /// <exception cref="InvalidOperationException">The document has no guid, or is embedded already.</exception>
    public void InsertDocument(int index, Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        ThrowIfBeyondEnd(index);
        document.ThrowUnlessEmbeddable();
        using var edit = BeginEdit(index);
        var left = Store.FindLeft(Node, index);
        var content = Store.Scratch();
        document.WriteAsContent(content);
        var item = Store.InsertAfter(Author, Node, left, ContentKind.Document, content.WrittenSpan, 1);
        Document.Embed(document, item);
    }

    /// <summary>The document that is embedded at an index; null if something else is there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Document? GetDocument(int index) => DocumentIn(FindUnit(index).Handle);
}
