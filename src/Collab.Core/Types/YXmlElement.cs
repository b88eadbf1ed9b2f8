using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>An XML element: a node name, attributes and child nodes.</summary>
public sealed partial class YXmlElement : YXmlFragment
{
    private const string RootNodeName = "UNDEFINED";

    internal YXmlElement(Document document, TypeNode node)
        : base(document, node)
    {
    }

    /// <summary>As given by its author; a root element's is UNDEFINED.</summary>
    public string NodeName => NameOf(Store, Node);

    /// <summary>In the order in which they were first set; a nested shared type as its JSON.</summary>
    public IReadOnlyList<KeyValuePair<string, Any>> Attributes => KeyEditor.Read(Document, Node);

    /// <summary>The node after this one in its parent; null if there is none.</summary>
    public SharedType? NextSibling => XmlTree.Next(Document, Node);

    /// <summary>The node before this one in its parent; null if there is none.</summary>
    public SharedType? PreviousSibling => XmlTree.Previous(Document, Node);

    public void SetAttribute(string name, Any value)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var edit = BeginEdit();
        KeyEditor.Set(Store, Author, Node, name, value);
    }

    /// <returns>The value; <see cref="Any.Undefined"/> if there is no such attribute.</returns>
    public Any GetAttribute(string name) => KeyEditor.TryGet(Document, Node, name, out var value) ? value : Any.Undefined;

    public bool HasAttribute(string name) => KeyEditor.Contains(Store, Node, name);

    /// <summary>Removes an attribute, if it is there.</summary>
    public void RemoveAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var edit = BeginEdit();
        KeyEditor.Delete(Store, Node, name);
    }

    internal static string NameOf(BlockStore store, TypeNode node) =>
        node.IsRoot ? RootNodeName : store.Keys.GetText(node.Name);
}
