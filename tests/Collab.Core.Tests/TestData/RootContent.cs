using System.Globalization;
using System.Text.Json;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Tests.TestData;

/// <summary>What a document shows, as comparable text: one line for each way of reading each root.</summary>
internal static class RootContent
{
    public static void Declare(Document document, IEnumerable<(string Name, string Kind)> roots)
    {
        foreach (var (name, kind) in roots)
        {
            Open(document, name, kind);
        }
    }

    public static string Describe(Document document, IEnumerable<(string Name, string Kind)> roots) =>
        string.Join('\n', roots.SelectMany(root => Lines(root.Name, Open(document, root.Name, root.Kind))));

    /// <summary>The same text from a fixture's <c>content</c>.</summary>
    public static string Describe(JsonElement content) =>
        string.Join('\n', content.EnumerateObject().SelectMany(Lines));

    private static SharedType Open(Document document, string name, string kind) => kind switch
    {
        "Text" => document.GetText(name),
        "Array" => document.GetArray(name),
        "Map" => document.GetMap(name),
        "XmlElement" => document.GetXmlElement(name),
        "XmlText" => document.GetText(name),
        _ => document.GetXmlFragment(name),
    };

    private static IEnumerable<string> Lines(string name, SharedType root) => root switch
    {
        YText text =>
        [
            $"{name} string {text}",
            $"{name} length {text.Length}",
            $"{name} delta {TaggedJson.Describe(text.ToDeltaJson())}",
        ],
        YArray array => [$"{name} json {TaggedJson.Describe(array.ToJson())}", $"{name} length {array.Count}"],
        YXmlFragment xml => [$"{name} string {xml}", $"{name} length {xml.Count}"],
        _ => [$"{name} json {TaggedJson.Describe(root.ToJson())}"],
    };

    private static IEnumerable<string> Lines(JsonProperty root) => root.Value.EnumerateObject()
        .Where(property => property.Name != "kind")
        .Select(property => $"{root.Name} {property.Name} " + property.Name switch
        {
            "string" => TaggedJson.Read(property.Value).AsString(),
            "length" => property.Value.GetInt32().ToString(CultureInfo.InvariantCulture),
            _ => TaggedJson.Describe(property.Value),
        });
}
