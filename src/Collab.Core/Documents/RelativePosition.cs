using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Types;

namespace Collab.Core.Documents;

/// <summary>A place in a list or text that stays with the unit beside it, whatever is inserted and deleted elsewhere (Yjs,
/// RelativePosition.js). Immutable, equal by value.</summary>
/// <remarks>
/// Encoded: one byte that says what follows, then a varInt, the association, which old data lacks.
/// <code>
/// 00 01 04 00    with the unit 4 of client 1
/// 01 01 74 00    at the end of the root "t"
/// 02 01 07 7F    with the association -1, before all of the type that the item 7 of client 1 holds
/// </code>
/// </remarks>
public sealed partial record RelativePosition
{
    private RelativePosition(UnitId? type, string? rootName, UnitId? item, int assoc)
    {
        Type = type;
        RootName = rootName;
        Item = item;
        Assoc = assoc;
    }

    /// <summary>The item that holds the type, if it nests; not known after decoding if <see cref="Item"/> is.</summary>
    public UnitId? Type { get; }

    /// <summary>The name of the type, if it is a root; not known after decoding if <see cref="Item"/> is.</summary>
    public string? RootName { get; }

    /// <summary>The unit that the place stays with; null for the end of the type, or its start if <see cref="Assoc"/> is
    /// negative.</summary>
    public UnitId? Item { get; }

    /// <summary>Negative: the place stays with the unit before it; else with the one after it.</summary>
    public int Assoc { get; }

    /// <summary>The place before an index, as it is now.</summary>
    /// <param name="type">A list or text.</param>
    /// <param name="index">Beyond the end it is the end.</param>
    /// <param name="assoc">See <see cref="Assoc"/>.</param>
    /// <exception cref="InvalidOperationException">The type was deleted.</exception>
    public static RelativePosition FromIndex(SharedType type, int index, int assoc = 0)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (type.Node.IsCollected)
        {
            throw new InvalidOperationException("the type was deleted");
        }

        var store = type.Document.Store;
        var item = FindItem(store, type.Node, index, assoc);
        return type.Node.IsRoot
            ? new RelativePosition(null, store.Keys.GetText(type.Node.Name), item, assoc)
            : new RelativePosition(IdOf(store, type.Node.Item, 0), null, item, assoc);
    }

    /// <exception cref="MalformedUpdateException">The bytes are not exactly one position.</exception>
    public static RelativePosition Decode(ReadOnlySpan<byte> encoded)
    {
        var reader = new Lib0Reader(encoded);
        UnitId? type = null;
        UnitId? item = null;
        string? rootName = null;
        switch (reader.ReadVarUint())
        {
            case 0:
                item = new UnitId(new ClientId(reader.ReadVarUint()), reader.ReadVarUint());
                break;
            case 1:
                rootName = reader.ReadVarString();
                break;
            case 2:
                type = new UnitId(new ClientId(reader.ReadVarUint()), reader.ReadVarUint());
                break;
            default:
                reader.ThrowMalformed("not a relative position");
                break;
        }

        var assoc = reader.IsAtEnd ? 0 : reader.ReadVarInt();
        reader.ThrowIfMore("relative position");
        return new RelativePosition(type, rootName, item, (int)Math.Clamp(assoc, int.MinValue, int.MaxValue));
    }

    /// <summary>Reads what <see cref="ToJson"/> gives, or JSON.stringify of a position of Yjs.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public static RelativePosition FromJson(Any json)
    {
        var rootName = json["tname"].Kind == AnyKind.String ? json["tname"].AsString() : null;
        var assoc = json["assoc"].Kind == AnyKind.Number ? (int)json["assoc"].AsNumber() : 0;
        var position = new RelativePosition(ReadId(json["type"]), rootName, ReadId(json["item"]), assoc);
        return position is { Type: null, RootName: null, Item: null }
            ? throw new FormatException("a relative position has a type, tname or item")
            : position;
    }

    public byte[] Encode()
    {
        var writer = new Lib0Writer();
        if (Item is { } item)
        {
            writer.WriteVarUint(0);
            Write(writer, item);
        }
        else if (RootName is not null)
        {
            writer.WriteVarUint(1);
            writer.WriteVarString(RootName);
        }
        else
        {
            writer.WriteVarUint(2);
            Write(writer, Type!.Value);
        }

        writer.WriteVarInt(Assoc);
        return writer.ToArray();
    }

    /// <summary>The object that Yjs makes of it: type, tname, item, as far as they are known, and assoc.</summary>
    public Any ToJson()
    {
        var properties = new List<KeyValuePair<string, Any>>();
        if (Type is { } type)
        {
            properties.Add(KeyValuePair.Create("type", JsonOf(type)));
        }

        if (RootName is { } name)
        {
            properties.Add(KeyValuePair.Create("tname", (Any)name));
        }

        if (Item is { } item)
        {
            properties.Add(KeyValuePair.Create("item", JsonOf(item)));
        }

        properties.Add(KeyValuePair.Create("assoc", (Any)Assoc));
        return Any.FromObject([.. properties]);
    }

    private static UnitId? FindItem(BlockStore store, TypeNode list, int index, int assoc)
    {
        if (assoc < 0 && index-- == 0)
        {
            return null;
        }

        if (index < list.Length)
        {
            var (handle, unit) = store.FindUnit(list, index);
            return IdOf(store, handle, unit);
        }

        return assoc < 0 && store.FindLast(list) is var last and not 0 ? IdOf(store, last, store[last].Length - 1) : null;
    }

    private static UnitId IdOf(BlockStore store, int handle, int unit) =>
        new(new ClientId(store.Client(store[handle].Client).Id), (ulong)(store[handle].Clock + unit));

    private static void Write(Lib0Writer writer, UnitId id)
    {
        writer.WriteVarUint(id.Client.Value);
        writer.WriteVarUint(id.Clock);
    }

    private static Any JsonOf(UnitId id) => Any.FromObject(
        KeyValuePair.Create("client", (Any)id.Client.Value), KeyValuePair.Create("clock", (Any)id.Clock));

    private static UnitId? ReadId(Any json) => json.Kind switch
    {
        AnyKind.Null or AnyKind.Undefined => null,
        AnyKind.Object => new UnitId(new ClientId(ReadCount(json["client"])), ReadCount(json["clock"])),
        _ => throw new FormatException("an id is an object"),
    };

    private static ulong ReadCount(Any json) =>
        json.Kind == AnyKind.Number && json.AsNumber() is >= 0 and <= ClientId.MaxValue and var number
            ? (ulong)number
            : throw new FormatException("client and clock of an id are numbers");
}
