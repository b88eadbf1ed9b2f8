using Collab.Core.Blocks;
using Collab.Core.Types;

namespace Collab.Core.Documents;

public sealed partial record RelativePosition
{
    /// <summary>The place as it is now.</summary>
    /// <param name="followsUndoneDeletions">Whether it goes on with what an undo brought back for the unit that it stayed
    /// with. Only the replica that did the undo knows that: false for places that are to be the same everywhere.</param>
    /// <returns>Null if the document does not have the unit or type, or has not declared the root.</returns>
    public AbsolutePosition? ToAbsolute(Document document, bool followsUndoneDeletions = true)
    {
        ArgumentNullException.ThrowIfNull(document);
        var store = document.Store;
        if (Item is { } item)
        {
            return Find(store, item, followsUndoneDeletions) is var (handle, unit) && store[handle].IsItem
                ? Beside(document, handle, unit)
                : null;
        }

        var type = FindType(store, followsUndoneDeletions);
        return type is null || type.Kind == TypeKind.Undeclared
            ? null
            : new AbsolutePosition(SharedType.Of(document, type), Assoc >= 0 ? type.Length : 0, Assoc);
    }

    private AbsolutePosition? Beside(Document document, int handle, int unit)
    {
        var store = document.Store;
        ref var item = ref store[handle];
        var parent = store.ParentOf(item);
        if (parent.Kind == TypeKind.Undeclared)
        {
            return null;
        }

        var index = 0;
        if (parent.IsRoot || !store[parent.Item].IsDeleted)
        {
            index = item.ParentSub == Block.None ? store.IndexOf(handle) : 0;
            index += item.IsVisible ? unit + (Assoc >= 0 ? 0 : 1) : 0;
        }

        return new AbsolutePosition(SharedType.Of(document, parent), index, Assoc);
    }

    private TypeNode? FindType(BlockStore store, bool followsUndoneDeletions)
    {
        if (RootName is not null)
        {
            return store.FindRoot(RootName);
        }

        return Find(store, Type!.Value, followsUndoneDeletions) is var (handle, _) && store[handle].Kind == ContentKind.Type
            ? store.TypeIn(store[handle])
            : null;
    }

    private static (int Handle, int Unit)? Find(BlockStore store, UnitId id, bool followsUndoneDeletions)
    {
        if (store.FindClient(id.Client.Value) is not { } client || id.Clock >= (ulong)client.State)
        {
            return null;
        }

        var unit = new BlockId(client.Index, (int)id.Clock);
        if (followsUndoneDeletions)
        {
            return store.FollowRedone(unit);
        }

        var handle = store.Find(unit.Client, unit.Clock);
        return (handle, unit.Clock - store[handle].Clock);
    }
}
