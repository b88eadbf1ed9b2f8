using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A text in an XML tree; its formats are tags around it.</summary>
public sealed partial class YXmlText : YText
{
    internal YXmlText(Document document, TypeNode node)
        : base(document, node)
    {
    }

    /// <summary>The node after this one in its parent; null if there is none.</summary>
    public SharedType? NextSibling => XmlTree.Next(Document, Node);

    /// <summary>The node before this one in its parent; null if there is none.</summary>
    public SharedType? PreviousSibling => XmlTree.Previous(Document, Node);

    /// <summary>The text with its formats as tags, sorted by name.</summary>
    public override string ToString() => XmlText.Write(Document, Node);
}
