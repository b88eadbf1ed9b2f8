using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public partial class YMap
{
    /// <summary>Embeds a document as the value of a key.</summary>
    /// <exception cref="InvalidOperationException">The document has no guid, or is embedded already.</exception>
    public void SetDocument(string key, Document document)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(document);
        document.ThrowUnlessEmbeddable();
        using var edit = BeginEdit();
        var content = Store.Scratch();
        document.WriteAsContent(content);
        var item = Store.SetKey(Author, Node, Store.Keys.Intern(key), ContentKind.Document, content.WrittenSpan);
        Document.Embed(document, item);
    }

    /// <summary>The document that is the value of a key; null if it has none, or something else.</summary>
    public Document? GetDocument(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var known = Store.Keys.Find(key);
        return known >= 0 && Node.Map.Get(known) is var item and not 0 ? DocumentIn(item) : null;
    }
}
