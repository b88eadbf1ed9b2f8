using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>An item of a document, for filters that decide what may happen to it.</summary>
/// <param name="Client">Who inserted it.</param>
/// <param name="Clock">Its first clock.</param>
/// <param name="Length">Its units.</param>
/// <param name="Parent">The type that it lies in; null if that is a root that nobody has declared.</param>
/// <param name="Key">The key of <paramref name="Parent"/> that it is a value of; null in a list.</param>
/// <param name="Type">The shared type that it holds, if it holds one.</param>
public sealed record ItemInfo(
    ClientId Client, ulong Clock, ulong Length, SharedType? Parent, string? Key, SharedType? Type)
{
    internal static ItemInfo Of(Document document, int handle)
    {
        var store = document.Store;
        ref var item = ref store[handle];
        var parent = store.ParentOf(item);
        return new ItemInfo(
            new ClientId(store.Client(item.Client).Id),
            (ulong)item.Clock,
            (ulong)item.Length,
            parent.Kind == TypeKind.Undeclared ? null : SharedType.Of(document, parent),
            item.ParentSub == Block.None ? null : store.Keys.GetText(item.ParentSub),
            item.Kind == ContentKind.Type ? SharedType.Of(document, store.TypeIn(item)) : null);
    }
}
