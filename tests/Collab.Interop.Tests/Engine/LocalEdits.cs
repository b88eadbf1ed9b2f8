using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Interop.Tests.Engine;

/// <summary>Random edits of a document of the engine, each told as a command that repeats it with Yjs
/// (<c>clients/engine/commands.mjs</c>).</summary>
internal static class LocalEdits
{
    private const int MaxDepth = 6;

    private static readonly string[] Keys = ["a", "b", "c", "key", "", "ключ", "7"];
    private static readonly string[] Words = ["a", "bc", "el ", "\n", "год ", "漢字", "rather longer words "];
    private static readonly string[] Emoji = ["🙂", "👩‍👩‍👧", "x🙂y"];

    private static readonly Any[] Items =
    [
        Any.Null, true, false, 0, -0.0, 1, -64, 2147483648, -2147483648, 0.5, 0.1, double.NegativeInfinity, "text", "", "é🙂",
        Any.FromArray(), Any.FromArray(1, Any.FromBigInt(2), Any.Undefined), Any.FromObject(),
        Any.FromObject(KeyValuePair.Create("x", (Any)1), KeyValuePair.Create("y", Any.FromArray("z"))),
        Any.FromBytes([]), Any.FromBytes([1, 2, 255]),
    ];

    // What a map of Yjs takes and an array refuses.
    private static readonly Any[] Values = [.. Items, Any.Undefined, Any.FromBigInt(long.MinValue)];

    /// <summary>Makes one edit somewhere.</summary>
    /// <returns>[root, path, operation, ...arguments]; null if chance found nothing to edit.</returns>
    public static Any? Make(Document document, CrossFlavour flavour, Random random)
    {
        var (name, kind) = flavour.Roots[random.Next(flavour.Roots.Length)];
        var type = CrossContent.Root(document, name, kind);
        var path = new List<Any>();
        while (path.Count < MaxDepth && random.Next(100) < 65 && StepDown(type, random) is var (step, inner))
        {
            path.Add(step);
            type = inner;
        }

        var edit = Edit(type, flavour, random);
        return edit.Length == 0 ? default(Any?) : Any.FromArray([name, Any.FromArray([.. path]), .. edit]);
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
                return (child, xml.Children[child]);
            default:
                return null;
        }
    }

    private static Any[] Edit(SharedType type, CrossFlavour flavour, Random random) => type switch
    {
        YText text => EditText(text, flavour, random),
        YArray array => EditArray(array, random),
        YMap map => EditMap(map, random),
        _ => [],
    };

    private static Any[] EditText(YText text, CrossFlavour flavour, Random random)
    {
        if (text.Length > 0 && random.Next(100) < 35 && !flavour.HasFormats)
        {
            var (start, length) = Span(random, text.Length, 7);
            text.Delete(start, length);
            return ["deleteText", start, length];
        }

        var words = flavour.HasEmoji && random.Next(2) == 0 ? Emoji : Words;
        var (index, word) = (random.Next(text.Length + 1), words[random.Next(words.Length)]);
        text.Insert(index, word);
        return ["insertText", index, word];
    }

    private static Any[] EditArray(YArray array, Random random)
    {
        if (array.Count > 0 && random.Next(100) < 35)
        {
            var (start, length) = Span(random, array.Count, 4);
            array.Delete(start, length);
            return ["deleteItems", start, length];
        }

        var index = random.Next(array.Count + 1);
        var values = random.GetItems(Items, random.Next(1, 5));
        array.Insert(index, values);
        return ["insertItems", index, Any.FromArray(values)];
    }

    private static Any[] EditMap(YMap map, Random random)
    {
        var key = Keys[random.Next(Keys.Length)];
        if (random.Next(100) < 30)
        {
            map.Delete(key);
            return ["deleteKey", key];
        }

        var value = Values[random.Next(Values.Length)];
        map.Set(key, value);
        return ["setKey", key, value];
    }

    private static (int Start, int Length) Span(Random random, int length, int most)
    {
        var start = random.Next(length);
        return (start, Math.Min(1 + random.Next(most), length - start));
    }
}
