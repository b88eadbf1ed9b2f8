using Collab.Core.Codec;
using Collab.Core.Types;

namespace Collab.Interop.Tests.Engine;

/// <summary>Creates an empty shared type of a random kind in an array, a map or a text of the engine.</summary>
/// <returns>Its kind, as <c>clients/engine/commands.mjs</c> knows it; an element's node name is p.</returns>
internal static class NewType
{
    private static readonly string[] Kinds = ["Map", "Array", "Text", "XmlFragment", "XmlElement", "XmlText"];

    public static Any Insert(YArray array, int index, Random random)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        SharedType _ = kind switch
        {
            "Map" => array.InsertType<YMap>(index),
            "Array" => array.InsertType<YArray>(index),
            "Text" => array.InsertType<YText>(index),
            "XmlFragment" => array.InsertType<YXmlFragment>(index),
            "XmlElement" => array.InsertElement(index, "p"),
            _ => array.InsertType<YXmlText>(index),
        };
        return kind;
    }

    public static Any Set(YMap map, string key, Random random)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        SharedType _ = kind switch
        {
            "Map" => map.SetType<YMap>(key),
            "Array" => map.SetType<YArray>(key),
            "Text" => map.SetType<YText>(key),
            "XmlFragment" => map.SetType<YXmlFragment>(key),
            "XmlElement" => map.SetElement(key, "p"),
            _ => map.SetType<YXmlText>(key),
        };
        return kind;
    }

    public static Any Insert(YText text, int index, IReadOnlyList<KeyValuePair<string, Any>> attributes, Random random)
    {
        var kind = Kinds[random.Next(3)];
        SharedType _ = kind switch
        {
            "Map" => text.InsertType<YMap>(index, attributes),
            "Array" => text.InsertType<YArray>(index, attributes),
            _ => text.InsertType<YText>(index, attributes),
        };
        return kind;
    }
}
