using System.Diagnostics;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A handle of one shared type in a document: reads and edits the document's blocks, holds nothing itself.</summary>
/// <remarks>
/// <para>There is one handle a type, so that handles can be compared. Once the type was deleted and collected, its
/// handle reads as empty, and editing it throws <see cref="InvalidOperationException"/>.</para>
/// <para>Each edit is a transaction of its own unless it is made within <see cref="Document.Transact"/>. It throws
/// <see cref="InvalidOperationException"/> if the document has no client id to edit with. Nested types are created in
/// their place, and are empty then.</para>
/// </remarks>
public abstract partial class SharedType
{
    private protected SharedType(Document document, TypeNode node)
    {
        Document = document;
        Node = node;
    }

    public Document Document { get; }

    /// <summary>The type that holds this one; null for a root, for one that was deleted, and in a root that nobody has
    /// declared.</summary>
    public SharedType? Parent
    {
        get
        {
            if (Node.IsRoot || Node.IsCollected)
            {
                return null;
            }

            ref var item = ref Store[Node.Item];
            var parent = Store.Type(item.Parent);
            return item.IsDeleted || parent.Kind == TypeKind.Undeclared ? null : Of(Document, parent);
        }
    }

    internal TypeNode Node { get; }

    private protected BlockStore Store => Document.Store;

    private protected ulong Author => Document.ClientId.Value;

    /// <summary>The value of Yjs's <c>toJSON</c>: what nests is read too, however deep.</summary>
    public Any ToJson() => SharedTypeJson.Read(Document, Node);

    internal static SharedType Of(Document document, TypeNode node) =>
        (SharedType)(node.Handle ??= Create(document, node));

    /// <summary>The type that an item holds; null if it holds something else.</summary>
    private protected SharedType? TypeIn(int handle)
    {
        ref var item = ref Store[handle];
        return item.Kind == ContentKind.Type ? Of(Document, Store.TypeIn(item)) : null;
    }

    /// <summary>Begins a change of this type, which ends when the result is disposed.</summary>
    private protected Document.LocalEdit BeginEdit()
    {
        if (Node.IsCollected)
        {
            throw new InvalidOperationException("the type was deleted");
        }

        return Document.BeginEdit();
    }

    /// <summary>Begins a change of this type's list, up to an index that was checked before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A handler of <see cref="Document.BeforeTransaction"/>, called here, has
    /// made the list shorter than that.</exception>
    private protected Document.LocalEdit BeginEdit(int end)
    {
        var edit = BeginEdit();
        if (end > Node.Length)
        {
            edit.Dispose();
            throw new ArgumentOutOfRangeException(null, "the list became shorter when the transaction began");
        }

        return edit;
    }

    /// <summary>The kind of a type that needs no name to be made.</summary>
    /// <exception cref="ArgumentException">It needs one, or is no kind of its own.</exception>
    private protected static TypeKind KindOf<T>()
        where T : SharedType
    {
        if (typeof(T) == typeof(YArray))
        {
            return TypeKind.Array;
        }

        if (typeof(T) == typeof(YMap))
        {
            return TypeKind.Map;
        }

        if (typeof(T) == typeof(YText))
        {
            return TypeKind.Text;
        }

        if (typeof(T) == typeof(YXmlFragment))
        {
            return TypeKind.XmlFragment;
        }

        return typeof(T) == typeof(YXmlText)
            ? TypeKind.XmlText
            : throw new ArgumentException($"a {typeof(T).Name} cannot be made without a name");
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
