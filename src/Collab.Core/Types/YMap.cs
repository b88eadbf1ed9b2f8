using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Values and shared types by key. Of concurrent writers of a key, the highest client id wins.</summary>
public partial class YMap : SharedType
{
    internal YMap(Document document, TypeNode node)
        : base(document, node)
    {
    }

    /// <summary>Keys that have a value.</summary>
    public int Count => SharedTypeReader.ReadMap(Store, Node).Count;

    /// <summary>The keys that have a value, in the order in which they first had one.</summary>
    public IReadOnlyCollection<string> Keys => [.. SharedTypeReader.ReadMap(Store, Node).Select(entry => entry.Key)];

    /// <summary>A key's value; of a nested shared type its JSON. False if the key has none.</summary>
    public bool TryGet(string key, out Any value)
    {
        var isThere = SharedTypeReader.TryReadValue(Store, Find(key), out value, out var type);
        if (type is not null)
        {
            value = SharedTypeJson.Read(Document, type);
        }

        return isThere;
    }

    /// <summary>The shared type of a key; null if it has none, or a plain value.</summary>
    public SharedType? GetType(string key) =>
        SharedTypeReader.TryReadValue(Store, Find(key), out _, out var type) && type is not null
            ? Of(Document, type)
            : null;

    /// <exception cref="InvalidOperationException">The document has no client id to edit with, or the map was
    /// deleted.</exception>
    public void Set(string key, Any value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ThrowIfCollected();
        Document.Edit(store => ListEditor.Set(store, Document.ClientId, Node, key, value));
    }

    /// <summary>Deletes a key's value, if it has one.</summary>
    /// <exception cref="InvalidOperationException">The document has no client id to edit with.</exception>
    public void Delete(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Find(key) is var item and not 0)
        {
            Document.Edit(store => store.Delete(item));
        }
    }

    private int Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var known = Store.Keys.Find(key);
        return known < 0 ? 0 : Node.Map.Get(known);
    }
}
