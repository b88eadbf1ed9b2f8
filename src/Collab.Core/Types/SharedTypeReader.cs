using System.Text;
using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>What a type holds, as it lies in the store: its undeleted units and keys.</summary>
internal static class SharedTypeReader
{
    /// <summary>The units of a list in order: a value, or a nested type.</summary>
    public static List<(Any Value, TypeNode? Type)> ReadList(BlockStore store, TypeNode node)
    {
        var units = new List<(Any Value, TypeNode? Type)>(node.Length);
        for (var handle = node.Start; handle != 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            if (!item.IsVisible)
            {
                continue;
            }

            if (item.Kind == ContentKind.Type)
            {
                units.Add((Any.Undefined, store.TypeIn(item)));
                continue;
            }

            foreach (var value in ContentValues.Read(item.Kind, store.ContentOf(item), item.Length))
            {
                units.Add((value, null));
            }
        }

        return units;
    }

    /// <summary>The keys that have a value, in the order in which they first had one.</summary>
    public static List<(string Key, Any Value, TypeNode? Type)> ReadMap(BlockStore store, TypeNode node)
    {
        var entries = new List<(string Key, Any Value, TypeNode? Type)>(node.Map.Count);
        for (var i = 0; i < node.Map.Count; i++)
        {
            if (TryReadValue(store, node.Map.ItemAt(i), out var value, out var type))
            {
                entries.Add((store.Keys.GetText(node.Map.KeyAt(i)), value, type));
            }
        }

        return entries;
    }

    /// <summary>What a key's current item is worth: its last unit. False if it was deleted, or there is none.</summary>
    public static bool TryReadValue(BlockStore store, int handle, out Any value, out TypeNode? type)
    {
        value = Any.Undefined;
        type = null;
        if (handle == 0 || store[handle].IsDeleted)
        {
            return false;
        }

        ref var item = ref store[handle];
        if (item.Kind == ContentKind.Type)
        {
            type = store.TypeIn(item);
        }
        else
        {
            value = ContentValues.ReadLast(item.Kind, store.ContentOf(item), item.Length);
        }

        return true;
    }

    /// <summary>The text of a list without embeds and formats.</summary>
    public static string ReadText(BlockStore store, TypeNode node)
    {
        var text = new StringBuilder(node.Length);
        for (var handle = node.Start; handle != 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            if (!item.IsDeleted && item.Kind == ContentKind.Text)
            {
                text.Append(Encoding.UTF8.GetString(store.ContentOf(item)));
            }
        }

        return text.ToString();
    }
}
