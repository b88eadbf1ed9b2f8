using System.Diagnostics;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A handle of one shared type in a document: reads and edits the document's blocks, holds nothing itself.</summary>
/// <remarks>There is one handle a type, so that handles can be compared. Once the type was deleted and collected, its
/// handle reads as empty.</remarks>
public abstract partial class SharedType
{
    private protected SharedType(Document document, TypeNode node)
    {
        Document = document;
        Node = node;
    }

    public Document Document { get; }

    /// <summary>The type that holds this one; null for a root, and for one that was deleted.</summary>
    public SharedType? Parent
    {
        get
        {
            if (Node.IsRoot || Node.IsCollected)
            {
                return null;
            }

            ref var item = ref Store[Node.Item];
            return item.IsDeleted ? null : Of(Document, Store.Type(item.Parent));
        }
    }

    internal TypeNode Node { get; }

    private protected BlockStore Store => Document.Store;

    /// <summary>The value of Yjs's <c>toJSON</c>: what nests is read too, however deep.</summary>
    public Any ToJson() => SharedTypeJson.Read(Document, Node);

    internal static SharedType Of(Document document, TypeNode node) =>
        (SharedType)(node.Handle ??= Create(document, node));

    private protected void ThrowIfCollected()
    {
        if (Node.IsCollected)
        {
            throw new InvalidOperationException("the type was deleted");
        }
    }

    private static SharedType Create(Document document, TypeNode node) => node.Kind switch
    {
        TypeKind.Array => new YArray(document, node),
        TypeKind.Map => new YMap(document, node),
        TypeKind.Text => new YText(document, node),
        TypeKind.XmlElement => new YXmlElement(document, node),
        TypeKind.XmlFragment => new YXmlFragment(document, node),
        TypeKind.XmlHook => new YXmlHook(document, node),
        TypeKind.XmlText => new YXmlText(document, node),
        _ => throw new UnreachableException($"no handle for {node.Kind}"),
    };
}
