using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>What a type held in a past state. Nested types are read as they are now: their past is a matter of their
/// own.</summary>
internal static class SnapshotReader
{
    public static Any[] ReadList(Document document, TypeNode node, Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return document.LookAt(snapshot, null, (view, _) =>
        {
            var values = new List<Any>();
            var store = document.Store;
            for (var handle = node.Start; handle != 0; handle = store[handle].Right)
            {
                ref var item = ref store[handle];
                if (item.IsCountable && view!.Shows(item))
                {
                    values.AddRange(Read(document, item));
                }
            }

            return values.ToArray();
        });
    }

    /// <summary>In the order in which the keys first had a value.</summary>
    public static IReadOnlyList<KeyValuePair<string, Any>> ReadMap(Document document, TypeNode node, Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var view = new SnapshotView(document.Store, snapshot);
        var entries = new List<KeyValuePair<string, Any>>();
        for (var i = 0; i < node.Map.Count; i++)
        {
            if (TryRead(document, node.Map.ItemAt(i), view, out var value))
            {
                entries.Add(KeyValuePair.Create(document.Store.Keys.GetText(node.Map.KeyAt(i)), value));
            }
        }

        return entries;
    }

    public static bool TryReadKey(Document document, TypeNode node, string key, Snapshot snapshot, out Any value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(snapshot);
        var known = document.Store.Keys.Find(key);
        var current = known < 0 ? 0 : node.Map.Get(known);
        return TryRead(document, current, new SnapshotView(document.Store, snapshot), out value);
    }

    // The newest value that there was then, unless it had been deleted.
    private static bool TryRead(Document document, int handle, SnapshotView view, out Any value)
    {
        var store = document.Store;
        while (handle != 0 && !view.Has(store[handle]))
        {
            handle = store[handle].Left;
        }

        var isThere = handle != 0 && view.Shows(store[handle]);
        value = isThere ? Read(document, store[handle])[^1] : Any.Undefined;
        return isThere;
    }

    private static Any[] Read(Document document, in Block item) => item.Kind == ContentKind.Type
        ? [SharedTypeJson.Read(document, document.Store.TypeIn(item))]
        : ContentValues.Read(item.Kind, document.Store.ContentOf(item), item.Length);
}
