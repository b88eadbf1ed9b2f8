using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Values and shared types by key. Of concurrent writers of a key, the highest client id wins. As a value, a
/// nested shared type is its JSON.</summary>
public partial class YMap : SharedType
{
    internal YMap(Document document, TypeNode node)
        : base(document, node)
    {
    }

    /// <summary>Keys that have a value.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var i = 0; i < Node.Map.Count; i++)
            {
                count += Store[Node.Map.ItemAt(i)].IsDeleted ? 0 : 1;
            }

            return count;
        }
    }

    /// <summary>The keys that have a value, in the order in which they first had one.</summary>
    public IReadOnlyCollection<string> Keys => [.. SharedTypeReader.ReadMap(Store, Node).Select(entry => entry.Key)];

    /// <summary>The keys with their values, in the order of <see cref="Keys"/>.</summary>
    public IEnumerable<KeyValuePair<string, Any>> Entries => KeyEditor.Read(Document, Node);

    /// <exception cref="KeyNotFoundException">The key has no value.</exception>
    public Any this[string key] =>
        TryGet(key, out var value) ? value : throw new KeyNotFoundException($"the map has no key {key}");

    /// <summary>A key's value. False if it has none.</summary>
    public bool TryGet(string key, out Any value) => KeyEditor.TryGet(Document, Node, key, out value);

    public bool ContainsKey(string key) => KeyEditor.Contains(Store, Node, key);

    /// <summary>The shared type of a key; null if it has none, or a plain value.</summary>
    public SharedType? GetType(string key) => KeyEditor.TryGetType(Document, Node, key, out var type) ? type : null;

    /// <summary>The shared type of a key; null if it has none, or something else.</summary>
    public T? Get<T>(string key)
        where T : SharedType => GetType(key) as T;

    public void Set(string key, Any value)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var edit = BeginEdit();
        KeyEditor.Set(Store, Author, Node, key, value);
    }

    /// <summary>Creates a shared type as the value of a key.</summary>
    /// <exception cref="ArgumentException">An element or hook needs a name.</exception>
    public T SetType<T>(string key)
        where T : SharedType => (T)SetType(key, KindOf<T>(), "");

    /// <summary>Creates an XML element as the value of a key.</summary>
    public YXmlElement SetElement(string key, string nodeName)
    {
        ArgumentNullException.ThrowIfNull(nodeName);
        return (YXmlElement)SetType(key, TypeKind.XmlElement, nodeName);
    }

    /// <summary>Deletes a key's value, if it has one.</summary>
    public void Delete(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var edit = BeginEdit();
        KeyEditor.Delete(Store, Node, key);
    }

    /// <summary>Deletes the values of all keys.</summary>
    public void Clear()
    {
        using var edit = BeginEdit();
        KeyEditor.DeleteAll(Store, Node);
    }

    private SharedType SetType(string key, TypeKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var edit = BeginEdit();
        return TypeIn(Store.SetKeyType(Author, Node, Store.Keys.Intern(key), kind, name))!;
    }
}
