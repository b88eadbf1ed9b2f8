using System.Diagnostics.CodeAnalysis;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>What every type has by key: a map its values, an element or a text its attributes (AbstractType.js,
/// typeMap…).</summary>
internal static class KeyEditor
{
    public static void Set(BlockStore store, ulong author, TypeNode node, string key, Any value)
    {
        var writer = store.Scratch();
        var kind = value.Kind == AnyKind.Bytes ? ContentKind.Binary : ContentKind.Any;
        if (kind == ContentKind.Binary)
        {
            writer.WriteVarBytes(value.AsBytes().Span);
        }
        else
        {
            writer.WriteAny(value);
        }

        store.SetKey(author, node, store.Keys.Intern(key), kind, writer.WrittenSpan);
    }

    public static void Delete(BlockStore store, TypeNode node, string key)
    {
        if (Find(store, node, key) is var item and not 0)
        {
            store.Delete(item);
        }
    }

    public static void DeleteAll(BlockStore store, TypeNode node)
    {
        for (var i = 0; i < node.Map.Count; i++)
        {
            store.Delete(node.Map.ItemAt(i));
        }
    }

    /// <summary>A key's value; of a nested shared type its JSON. False if the key has none.</summary>
    public static bool TryGet(Document document, TypeNode node, string key, out Any value)
    {
        var store = document.Store;
        var isThere = SharedTypeReader.TryReadValue(store, Find(store, node, key), out value, out var type);
        if (type is not null)
        {
            value = SharedTypeJson.Read(document, type);
        }

        return isThere;
    }

    public static bool Contains(BlockStore store, TypeNode node, string key) =>
        Find(store, node, key) is var item and not 0 && !store[item].IsDeleted;

    public static bool TryGetType(Document document, TypeNode node, string key, [NotNullWhen(true)] out SharedType? type)
    {
        type = SharedTypeReader.TryReadValue(document.Store, Find(document.Store, node, key), out _, out var held)
            && held is not null ? SharedType.Of(document, held) : null;
        return type is not null;
    }

    /// <summary>In the order in which the keys first had a value; a nested shared type as its JSON.</summary>
    public static IReadOnlyList<KeyValuePair<string, Any>> Read(Document document, TypeNode node) =>
        [.. SharedTypeReader.ReadMap(document.Store, node).Select(entry =>
            KeyValuePair.Create(entry.Key, entry.Type is null ? entry.Value : SharedTypeJson.Read(document, entry.Type)))];

    private static int Find(BlockStore store, TypeNode node, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var known = store.Keys.Find(key);
        return known < 0 ? 0 : node.Map.Get(known);
    }
}
