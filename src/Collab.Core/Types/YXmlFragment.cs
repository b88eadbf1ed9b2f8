using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A list of XML nodes.</summary>
public partial class YXmlFragment : SharedType
{
    internal YXmlFragment(Document document, TypeNode node)
        : base(document, node)
    {
    }

    public int Count => Node.Length;

    /// <summary>The child nodes: elements, texts, hooks.</summary>
    public IReadOnlyList<SharedType> Children =>
        [.. SharedTypeReader.ReadList(Store, Node)
            .Where(unit => unit.Type is not null)
            .Select(unit => Of(Document, unit.Type!))];

    /// <summary>The XML text as Yjs writes it: attributes sorted by key, nothing escaped.</summary>
    public override string ToString() => XmlText.Write(Document, Node);
}
