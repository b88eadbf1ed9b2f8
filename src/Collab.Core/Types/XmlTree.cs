using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Ways through a tree of XML nodes, without recursion: peers decide how deep it nests.</summary>
internal static class XmlTree
{
    /// <summary>The node after one in its parent's list; null if there is none, or it is in no list.</summary>
    public static SharedType? Next(Document document, TypeNode node)
    {
        var store = document.Store;
        var handle = HolderOf(store, node);
        do
        {
            handle = handle == 0 ? 0 : store[handle].Right;
        }
        while (handle != 0 && !IsNode(store[handle]));

        return Of(document, handle);
    }

    /// <inheritdoc cref="Next"/>
    public static SharedType? Previous(Document document, TypeNode node)
    {
        var store = document.Store;
        var handle = HolderOf(store, node);
        do
        {
            handle = handle == 0 ? 0 : store[handle].Left;
        }
        while (handle != 0 && !IsNode(store[handle]));

        return Of(document, handle);
    }

    /// <summary>Everything below a node in document order: a node, then what is below it. Only elements and fragments are
    /// looked into, as in Yjs.</summary>
    public static IEnumerable<SharedType> Descendants(Document document, TypeNode root)
    {
        var open = new Stack<IEnumerator<SharedType>>();
        open.Push(Children(document, root).GetEnumerator());
        while (open.TryPeek(out var children))
        {
            if (!children.MoveNext())
            {
                open.Pop();
                continue;
            }

            var child = children.Current;
            yield return child;
            if (child is YXmlFragment)
            {
                open.Push(Children(document, child.Node).GetEnumerator());
            }
        }
    }

    public static IReadOnlyList<SharedType> Children(Document document, TypeNode node) =>
        [.. SharedTypeReader.ReadList(document.Store, node)
            .Where(unit => unit.Type is not null)
            .Select(unit => SharedType.Of(document, unit.Type!))];

    /// <summary>The first child; null if there is none.</summary>
    public static SharedType? First(Document document, TypeNode node)
    {
        var handle = node.Start;
        while (handle != 0 && !IsNode(document.Store[handle]))
        {
            handle = document.Store[handle].Right;
        }

        return Of(document, handle);
    }

    // The history of a key is not a list: what is a map's value has no siblings.
    private static int HolderOf(BlockStore store, TypeNode node) =>
        node.IsRoot || node.IsCollected || store[node.Item].ParentSub != Block.None ? 0 : node.Item;

    private static bool IsNode(in Block item) => item.Kind == ContentKind.Type && !item.IsDeleted;

    private static SharedType? Of(Document document, int handle) =>
        handle == 0 ? null : SharedType.Of(document, document.Store.TypeIn(document.Store[handle]));
}
