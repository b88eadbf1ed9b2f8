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
    public IReadOnlyList<KeyValuePair<string, Any>> Attributes =>
        [.. SharedTypeReader.ReadMap(Store, Node).Select(entry =>
            KeyValuePair.Create(entry.Key, entry.Type is null ? entry.Value : SharedTypeJson.Read(Document, entry.Type)))];

    internal static string NameOf(BlockStore store, TypeNode node) =>
        node.IsRoot ? RootNodeName : store.Keys.GetText(node.Name);
}
