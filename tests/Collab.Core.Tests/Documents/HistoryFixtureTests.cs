using System.Text.Json;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;
using Collab.Core.Types;

namespace Collab.Core.Tests.Documents;

/// <summary>Snapshots and relative positions compared with those of Yjs (tests/fixtures/make/history.mjs).</summary>
public sealed class HistoryFixtureTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Recorded = new(() =>
        DataFile.ReadJsonLines(Repository.Fixture("history.jsonl.gz")).ToDictionary(json => json.Text("session")));

    public static TheoryData<string> Names => [.. Recorded.Value.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Snapshots_show_what_Yjs_shows_at_them(string name)
    {
        var recorded = Recorded.Value[name];
        var session = YjsSession.Named(name);
        var document = Open(session);
        foreach (var update in session.Updates)
        {
            document.ApplyUpdate(update);
        }

        var former = Snapshot.Empty;
        foreach (var expected in recorded.Items("snapshots"))
        {
            var snapshot = Snapshot.Decode(expected.Bytes("v1"));

            Assert.Equal(expected.Bytes("v1"), snapshot.Encode());
            Assert.Equal(expected.Bytes("v2"), snapshot.EncodeV2());
            Assert.Equal(snapshot, Snapshot.DecodeV2(expected.Bytes("v2")));
            var restored = snapshot.CreateDocument(document, new DocumentOptions { Gc = false });
            RootContent.Declare(restored, session.Roots);
            Assert.Equal(
                RootContent.Describe(expected.GetProperty("content")), RootContent.Describe(restored, session.Roots));
            Assert.Equal(snapshot, Snapshot.Of(restored));
            Assert.Equal(
                expected.Items("contains").Select(contains => contains.GetBoolean()),
                session.Updates.Select(update => snapshot.Contains(update)));
            AssertTexts(expected.GetProperty("texts"), document, snapshot, former);
            AssertMaps(expected.GetProperty("maps"), document, snapshot);
            former = snapshot;
        }

        Assert.Equal(recorded.Bytes("stateV1"), document.EncodeStateAsUpdate());
        StoreInvariants.Check(document);
    }

    [Theory, MemberData(nameof(Names))]
    public void Snapshots_and_relative_positions_are_made_as_Yjs_makes_them(string name)
    {
        var recorded = Recorded.Value[name];
        var session = YjsSession.Named(name);
        var document = Open(session);
        var snapshots = recorded.Items("snapshots").Skip(1).Select(snapshot => snapshot.Bytes("v1")).ToArray();
        var stops = recorded.Items("positions").ToDictionary(stop => stop.GetProperty("after").GetInt32());
        var made = new List<(RelativePosition Position, JsonElement Expected)>();

        for (var i = 0; i < session.Updates.Length; i++)
        {
            document.ApplyUpdate(session.Updates[i]);
            if (stops.TryGetValue(i + 1, out var stop))
            {
                Assert.Contains(Snapshot.Of(document).Encode(), snapshots);
                made.AddRange(stop.Items("positions").Select(position => (Make(document, session, position), position)));
            }
        }

        foreach (var (position, expected) in made)
        {
            Assert.Equal(expected.Bytes("bytes"), position.Encode());
            Assert.Equal(TaggedJson.Describe(expected.GetProperty("json")), TaggedJson.Describe(position.ToJson()));
            Assert.Equal(position, RelativePosition.FromJson(position.ToJson()));
            AssertResolves(expected.GetProperty("resolved"), position.ToAbsolute(document));
            AssertResolves(expected.GetProperty("resolved"), RelativePosition.Decode(position.Encode()).ToAbsolute(document));
        }
    }

    private static Document Open(YjsSession session)
    {
        var document = new Document(new DocumentOptions { Gc = false });
        RootContent.Declare(document, session.Roots);
        return document;
    }

    private static RelativePosition Make(Document document, YjsSession session, JsonElement position)
    {
        var root = position.Text("root");
        SharedType type = session.Roots.Single(declared => declared.Name == root).Kind switch
        {
            "Text" => document.GetText(root),
            "Array" => document.GetArray(root),
            _ => document.GetXmlFragment(root),
        };
        var index = position.GetProperty("index").GetInt32();
        return RelativePosition.FromIndex(type, index, position.GetProperty("assoc").GetInt32());
    }

    private static void AssertResolves(JsonElement expected, AbsolutePosition? found)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(found);
            return;
        }

        Assert.Equal(expected.GetProperty("index").GetInt32(), found?.Index);
        Assert.Equal(expected.GetProperty("assoc").GetInt32(), found?.Assoc);
    }

    private static void AssertTexts(JsonElement texts, Document document, Snapshot snapshot, Snapshot former)
    {
        foreach (var expected in texts.EnumerateObject())
        {
            var text = document.GetText(expected.Name);
            AssertDelta(expected.Value.GetProperty("now"), text.ToDelta(snapshot));
            AssertDelta(expected.Value.GetProperty("since"), text.ToDelta(null, snapshot));
            if (expected.Value.GetProperty("changes") is { ValueKind: JsonValueKind.Array } changes)
            {
                AssertDelta(changes, text.ToDelta(snapshot, former));
            }
        }
    }

    private static void AssertDelta(JsonElement expected, IReadOnlyList<DeltaOperation> delta) => Assert.Equal(
        expected.EnumerateArray().Select(TaggedJson.Describe),
        delta.Select(operation => TaggedJson.Describe(operation.Attributes.Count == 0
            ? Any.FromObject(KeyValuePair.Create("insert", operation.Insert))
            : Any.FromObject(
                KeyValuePair.Create("insert", operation.Insert),
                KeyValuePair.Create("attributes", Any.FromObject([.. operation.Attributes]))))));

    private static void AssertMaps(JsonElement maps, Document document, Snapshot snapshot)
    {
        foreach (var expected in maps.EnumerateObject())
        {
            var map = document.GetMap(expected.Name);
            foreach (var entry in expected.Value.EnumerateArray())
            {
                map.TryGet(entry[0].GetString()!, snapshot, out var value);
                Assert.Equal(TaggedJson.Describe(entry[1]), TaggedJson.Describe(value));
            }
        }
    }
}
