using System.Text.Json;
using Collab.Core.Codec;
using Collab.Core.Tests.TestData;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

/// <summary>Makes the edits that tests/fixtures/make/localEdits.mjs wrote down as calls.</summary>
internal static class ScriptedEdits
{
    public static void Apply(SharedType root, JsonElement edits)
    {
        foreach (var edit in edits.EnumerateArray())
        {
            var node = edit.GetProperty("at").EnumerateArray().Aggregate(root, Step);
            var call = edit.GetProperty("call");
            var arguments = call.EnumerateArray().Skip(1).ToArray();
            Apply(node, call[0].GetString()!, arguments);
        }
    }

    private static SharedType Step(SharedType node, JsonElement part) => node switch
    {
        YArray array => array.GetType(part.GetInt32())!,
        YMap map => map.GetType(part.GetString()!)!,
        _ => ((YXmlFragment)node)[part.GetInt32()],
    };

    private static void Apply(SharedType node, string name, JsonElement[] arguments)
    {
        switch (node)
        {
            case YText text:
                Apply(text, name, arguments);
                break;
            case YArray array:
                Apply(array, name, arguments);
                break;
            case YMap map:
                Apply(map, name, arguments);
                break;
            case YXmlElement element when name is "setAttribute":
                element.SetAttribute(arguments[0].GetString()!, TaggedJson.Read(arguments[1]));
                break;
            case YXmlElement element when name is "removeAttribute":
                element.RemoveAttribute(arguments[0].GetString()!);
                break;
            default:
                Apply((YXmlFragment)node, name, arguments);
                break;
        }
    }

    private static void Apply(YText text, string name, JsonElement[] arguments)
    {
        switch (name)
        {
            case "insert" when arguments.Length == 2:
                text.Insert(arguments[0].GetInt32(), TaggedJson.Read(arguments[1]).AsString());
                break;
            case "insert":
                text.Insert(
                    arguments[0].GetInt32(), TaggedJson.Read(arguments[1]).AsString(), Attributes(arguments[2]));
                break;
            case "insertEmbed":
                var formats = arguments.Length > 2 ? Attributes(arguments[2]) : null;
                text.InsertEmbed(arguments[0].GetInt32(), TaggedJson.Read(arguments[1]), formats);
                break;
            case "insertType":
                InsertType(text, arguments[0].GetInt32(), arguments[1].GetString()!, Attributes(arguments[2]));
                break;
            case "delete":
                text.Delete(arguments[0].GetInt32(), arguments[1].GetInt32());
                break;
            case "format":
                text.Format(arguments[0].GetInt32(), arguments[1].GetInt32(), Attributes(arguments[2]));
                break;
            case "applyDelta":
                text.ApplyDelta([.. arguments[0].EnumerateArray().Select(Operation)], arguments[1].GetBoolean());
                break;
            case "setAttribute":
                text.SetAttribute(arguments[0].GetString()!, TaggedJson.Read(arguments[1]));
                break;
            case "removeAttribute":
                text.RemoveAttribute(arguments[0].GetString()!);
                break;
            default:
                throw new ArgumentException(name);
        }
    }

    private static void Apply(YArray array, string name, JsonElement[] arguments)
    {
        switch (name)
        {
            case "insert":
                array.Insert(arguments[0].GetInt32(), [.. TaggedJson.Read(arguments[1]).Items]);
                break;
            case "push":
                array.Push([.. TaggedJson.Read(arguments[0]).Items]);
                break;
            case "unshift":
                array.Unshift([.. TaggedJson.Read(arguments[0]).Items]);
                break;
            case "delete":
                array.Delete(arguments[0].GetInt32(), arguments[1].GetInt32());
                break;
            case "insertType":
                InsertType(array, arguments[0].GetInt32(), arguments[1].GetString()!);
                break;
            case "insertElement":
                array.InsertElement(arguments[0].GetInt32(), arguments[1].GetString()!);
                break;
            default:
                throw new ArgumentException(name);
        }
    }

    private static void Apply(YMap map, string name, JsonElement[] arguments)
    {
        switch (name)
        {
            case "set":
                map.Set(arguments[0].GetString()!, TaggedJson.Read(arguments[1]));
                break;
            case "setType":
                SetType(map, arguments[0].GetString()!, arguments[1].GetString()!);
                break;
            case "setElement":
                map.SetElement(arguments[0].GetString()!, arguments[1].GetString()!);
                break;
            case "delete":
                map.Delete(arguments[0].GetString()!);
                break;
            case "clear":
                map.Clear();
                break;
            default:
                throw new ArgumentException(name);
        }
    }

    private static void Apply(YXmlFragment xml, string name, JsonElement[] arguments)
    {
        switch (name)
        {
            case "insertElement":
                xml.InsertElement(arguments[0].GetInt32(), arguments[1].GetString()!);
                break;
            case "insertText":
                xml.InsertText(arguments[0].GetInt32());
                break;
            case "insertHook":
                xml.InsertHook(arguments[0].GetInt32(), arguments[1].GetString()!);
                break;
            case "pushElement":
                xml.PushElement(arguments[0].GetString()!);
                break;
            case "pushText":
                xml.PushText();
                break;
            case "insertElementAfter":
                xml.InsertElementAfter(Child(xml, arguments[0]), arguments[1].GetString()!);
                break;
            case "insertTextAfter":
                xml.InsertTextAfter(Child(xml, arguments[0]));
                break;
            case "delete":
                xml.Delete(arguments[0].GetInt32(), arguments[1].GetInt32());
                break;
            default:
                throw new ArgumentException(name);
        }
    }

    private static SharedType? Child(YXmlFragment xml, JsonElement index) =>
        index.GetInt32() < 0 ? null : xml[index.GetInt32()];

    private static IReadOnlyList<KeyValuePair<string, Any>> Attributes(JsonElement json) =>
        TaggedJson.Read(json).Properties;

    private static TextOperation Operation(JsonElement json)
    {
        var attributes = json.TryGetProperty("attributes", out var given) ? Attributes(given) : null;
        if (json.TryGetProperty("insert", out var insert))
        {
            return TextOperation.Insert(TaggedJson.Read(insert), attributes);
        }

        return json.TryGetProperty("retain", out var retain)
            ? TextOperation.Retain(retain.GetInt32(), attributes)
            : TextOperation.Delete(json.GetProperty("delete").GetInt32());
    }

    private static SharedType InsertType(YArray array, int index, string kind) => kind switch
    {
        "Array" => array.InsertType<YArray>(index),
        "Map" => array.InsertType<YMap>(index),
        "Text" => array.InsertType<YText>(index),
        "XmlText" => array.InsertType<YXmlText>(index),
        _ => array.InsertType<YXmlFragment>(index),
    };

    private static SharedType InsertType(
        YText text, int index, string kind, IReadOnlyList<KeyValuePair<string, Any>> attributes) => kind switch
        {
            "Array" => text.InsertType<YArray>(index, attributes),
            "Map" => text.InsertType<YMap>(index, attributes),
            "Text" => text.InsertType<YText>(index, attributes),
            "XmlText" => text.InsertType<YXmlText>(index, attributes),
            _ => text.InsertType<YXmlFragment>(index, attributes),
        };

    private static SharedType SetType(YMap map, string key, string kind) => kind switch
    {
        "Array" => map.SetType<YArray>(key),
        "Map" => map.SetType<YMap>(key),
        "Text" => map.SetType<YText>(key),
        "XmlText" => map.SetType<YXmlText>(key),
        _ => map.SetType<YXmlFragment>(key),
    };
}
