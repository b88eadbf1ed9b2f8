using System.Globalization;
using System.Text.Json;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

/// <summary>What observers are told while updates come in, compared with what Yjs tells its observers.</summary>
public sealed class EventFixtureTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Recorded = new(() =>
        DataFile.ReadJsonLines(Repository.Fixture("events.jsonl.gz")).ToDictionary(json => json.Text("session")));

    public static TheoryData<string> Names => [.. Recorded.Value.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Observers_are_told_what_Yjs_tells(string name)
    {
        var session = YjsSession.Named(name);
        var document = session.NewDocument();
        var calls = new List<string>();
        foreach (var (root, kind) in session.Roots)
        {
            Observe(document, root, kind, calls);
        }

        var next = 0;
        foreach (var step in Recorded.Value[name].Items("steps"))
        {
            var count = step.GetProperty("updates").GetInt32();
            var updates = session.Updates.Skip(next).Take(count).Select(update => (ReadOnlyMemory<byte>)update).ToArray();
            next += count;
            calls.Clear();

            document.ApplyUpdate(Updates.Merge(updates));

            Assert.Equal(step.Items("calls").Select(Describe), calls);
        }
    }

    private static void Observe(Document document, string root, string kind, List<string> calls)
    {
        SharedType type = kind switch
        {
            "Text" => document.GetText(root),
            "Array" => document.GetArray(root),
            "Map" => document.GetMap(root),
            _ => document.GetXmlFragment(root),
        };
        void Told(YEvent change, Transaction transaction) => calls.Add($"{root}: {Describe(change)}");
        _ = type switch
        {
            YText text => text.Observe(Told),
            YArray array => array.Observe(Told),
            YMap map => map.Observe(Told),
            _ => ((YXmlFragment)type).Observe(Told),
        };
        type.ObserveDeep((changes, _) => calls.Add($"{root} deep: {string.Join(" & ", changes.Select(Describe))}"));
    }

    private static string Describe(YEvent change) => Describe(
        change.Path,
        change.Keys.Select(key => (key.Key, ActionOf(key.Value.Action), key.Value.OldType?.ToJson() ?? key.Value.OldValue)),
        change is YTextEvent text ? text.TextDelta.Select(Describe) : change.Delta.Select(Describe));

    private static string Describe(JsonElement call)
    {
        var root = call.Text("root");
        return call.TryGetProperty("deep", out var changes)
            ? $"{root} deep: {string.Join(" & ", changes.EnumerateArray().Select(DescribeEvent))}"
            : $"{root}: {DescribeEvent(call.GetProperty("event"))}";
    }

    private static string DescribeEvent(JsonElement change) => Describe(
        [.. change.Items("path").Select(TaggedJson.Read)],
        change.Items("keys").Select(key => (key[0].GetString()!, key[1].GetString()!, TaggedJson.Read(key[2]))),
        change.Items("delta").Select(DescribeOperation));

    private static string Describe(
        IReadOnlyList<Any> path, IEnumerable<(string Key, string Action, Any Old)> keys, IEnumerable<string> delta) =>
        $"/{string.Join('/', path.Select(TaggedJson.Describe))}"
        + $" keys {string.Join(", ", keys.Select(key => $"{key.Action} {key.Key} was {TaggedJson.Describe(key.Old)}"))}"
        + $" delta {string.Join(", ", delta)}";

    private static string ActionOf(KeyAction action) => action switch
    {
        KeyAction.Add => "add",
        KeyAction.Update => "update",
        _ => "delete",
    };

    private static string Describe(ListOperation operation) => operation.Kind switch
    {
        ListOperationKind.Insert => "insert " + TaggedJson.Describe(
            Any.FromArray([.. operation.Values.Select(value => value.Type?.ToJson() ?? value.Value)])),
        ListOperationKind.Retain => Counted("retain", operation.Length),
        _ => Counted("delete", operation.Length),
    };

    private static string Describe(TextOperation operation)
    {
        var attributes = operation.Attributes.Count == 0 ? "" : TaggedJson.Describe(Any.FromObject([.. operation.Attributes]));
        return operation.Kind switch
        {
            TextOperationKind.Insert => "insert " + TaggedJson.Describe(operation.Type?.ToJson() ?? operation.Content),
            TextOperationKind.Retain => Counted("retain", operation.Length),
            _ => Counted("delete", operation.Length),
        } + attributes;
    }

    private static string DescribeOperation(JsonElement operation) =>
        (operation.TryGetProperty("insert", out var insert) ? "insert " + TaggedJson.Describe(insert)
            : operation.TryGetProperty("retain", out var retain) ? Counted("retain", retain.GetInt32())
            : Counted("delete", operation.GetProperty("delete").GetInt32()))
        + (operation.TryGetProperty("attributes", out var attributes) ? TaggedJson.Describe(attributes) : "");

    private static string Counted(string what, int count) => $"{what} {count.ToString(CultureInfo.InvariantCulture)}";
}
