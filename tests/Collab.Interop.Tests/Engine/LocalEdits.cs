using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Interop.Tests.Engine;

/// <summary>Random edits of a document of the engine, each told as a command that repeats it with Yjs
/// (<c>clients/engine/commands.mjs</c>).</summary>
internal static partial class LocalEdits
{
    private const int MaxDepth = 6;

    private static readonly string[] Keys = ["a", "b", "c", "key", "", "ключ", "7"];
    private static readonly string[] NodeNames = ["p", "DIV", "em"];

    private static readonly Any[] Items =
    [
        Any.Null, true, false, 0, -0.0, 1, -64, 2147483648, -2147483648, 0.5, 0.1, double.NegativeInfinity, "text", "", "é🙂",
        Any.FromArray(), Any.FromArray(1, Any.FromBigInt(2), Any.Undefined), Any.FromObject(),
        Any.FromObject(KeyValuePair.Create("x", (Any)1), KeyValuePair.Create("y", Any.FromArray("z"))),
        Any.FromBytes([]), Any.FromBytes([1, 2, 255]),
    ];

    // What a map of Yjs takes and an array refuses.
    private static readonly Any[] Values = [.. Items, Any.Undefined, Any.FromBigInt(long.MinValue)];

    private static readonly Any[] PlainValues =
        [.. Items.Where(value => value.Kind is not (AnyKind.Array or AnyKind.Bytes) && value != -0.0 && value != double.NegativeInfinity)];

    /// <summary>Makes one edit somewhere.</summary>
    /// <returns>[root, path, operation, ...arguments].</returns>
    public static Any Make(Document document, CrossFlavour flavour, Random random)
    {
        var (name, kind) = flavour.Roots[random.Next(flavour.Roots.Length)];
        var type = CrossContent.Root(document, name, kind);
        var path = new List<Any>();
        while (path.Count < MaxDepth && random.Next(100) < 65 && StepDown(type, random) is var (step, inner))
        {
            path.Add(step);
            type = inner;
        }

        return Any.FromArray([name, Any.FromArray([.. path]), .. Edit(type, flavour, random)]);
    }

    private static (Any Step, SharedType Inner)? StepDown(SharedType type, Random random)
    {
        switch (type)
        {
            case YArray { Count: > 0 } array:
                var index = random.Next(array.Count);
                return array.GetType(index) is { } item ? (index, item) : null;
            case YMap { Count: > 0 } map:
                var key = map.Keys.ElementAt(random.Next(map.Count));
                return map.GetType(key) is { } value ? (key, value) : null;
            case YXmlFragment { Count: > 0 } xml:
                var child = random.Next(xml.Count);
                return (child, xml[child]);
            default:
                return null;
        }
    }

    private static Any[] Edit(SharedType type, CrossFlavour flavour, Random random) => type switch
    {
        YText text when flavour.HasFormats => EditRichText(text, random),
        YText text => EditPlainText(text, flavour, random),
        YArray array => EditArray(array, flavour, random),
        YMap map => EditMap(map, flavour, random),
        YXmlElement element when !flavour.IsFlat && random.Next(100) < 40 => EditAttributes(element, random),
        YXmlFragment xml => EditXml(xml, flavour, random),
        _ => throw new ArgumentException($"{type} cannot be edited", nameof(type)),
    };

    private static Any[] EditArray(YArray array, CrossFlavour flavour, Random random)
    {
        if (array.Count > 0 && random.Next(100) < 35)
        {
            var (start, length) = Span(random, array.Count, 4);
            array.Delete(start, length);
            return ["deleteItems", start, length];
        }

        var index = Place(random, array.Count);
        if (flavour.Nests && random.Next(100) < 35)
        {
            return ["insertItemType", index, NewType.Insert(array, index, random)];
        }

        var values = random.GetItems(flavour.HasPlainValues ? PlainValues : Items, random.Next(1, 5));
        switch (random.Next(10))
        {
            case 0:
                array.Push(values);
                return ["pushItems", Any.FromArray(values)];
            case 1:
                array.Unshift(values);
                return ["unshiftItems", Any.FromArray(values)];
            default:
                array.Insert(index, values);
                return ["insertItems", index, Any.FromArray(values)];
        }
    }

    private static Any[] EditMap(YMap map, CrossFlavour flavour, Random random)
    {
        var key = Keys[random.Next(Keys.Length)];
        switch (random.Next(100))
        {
            case < 30:
                map.Delete(key);
                return ["deleteKey", key];
            case < 32:
                map.Clear();
                return ["clearMap"];
            case < 55 when flavour.Nests:
                return ["setKeyType", key, NewType.Set(map, key, random)];
            default:
                var value = random.GetItems(flavour.HasPlainValues ? PlainValues : Values, 1)[0];
                map.Set(key, value);
                return ["setKey", key, value];
        }
    }

    private static Any[] EditAttributes(YXmlElement element, Random random)
    {
        var name = Keys[random.Next(Keys.Length)];
        if (random.Next(100) < 30)
        {
            element.RemoveAttribute(name);
            return ["removeAttribute", name];
        }

        Any value = random.Next(5) == 0 ? random.Next(10) : Words[random.Next(Words.Length)];
        element.SetAttribute(name, value);
        return ["setAttribute", name, value];
    }

    private static Any[] EditXml(YXmlFragment xml, CrossFlavour flavour, Random random)
    {
        if (xml.Count > 0 && random.Next(100) < 30)
        {
            var (start, length) = Span(random, xml.Count, 2);
            xml.Delete(start, length);
            return ["deleteNodes", start, length];
        }

        var index = Place(random, xml.Count);
        var isAfter = random.Next(4) == 0;
        var reference = isAfter && index > 0 ? xml[index - 1] : null;
        var name = flavour.IsFlat ? "p" : NodeNames[random.Next(NodeNames.Length)];
        Any[] where = [isAfter, isAfter ? index - 1 : index];
        switch (random.Next(10))
        {
            case < 4:
                _ = isAfter ? xml.InsertTextAfter(reference) : xml.InsertText(index);
                return ["insertNode", "XmlText", "", .. where];
            case 4 when !flavour.IsFlat:
                _ = isAfter ? xml.InsertHookAfter(reference, name) : xml.InsertHook(index, name);
                return ["insertNode", "XmlHook", name, .. where];
            default:
                _ = isAfter ? xml.InsertElementAfter(reference, name) : xml.InsertElement(index, name);
                return ["insertNode", "XmlElement", name, .. where];
        }
    }

    // Where to insert: often where others do too, so that their edits conflict.
    private static int Place(Random random, int length) => random.Next(6) switch
    {
        0 => 0,
        1 => Math.Min(1, length),
        2 => length / 2,
        3 => length,
        _ => random.Next(length + 1),
    };

    private static (int Start, int Length) Span(Random random, int length, int most)
    {
        var start = random.Next(100) < 30 ? Math.Min(Place(random, length), length - 1) : random.Next(length);
        return (start, Math.Min(1 + random.Next(most), length - start));
    }
}
