using System.Text.Json;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Conformance;

/// <summary>The 203 sessions of ../shared/data/crdt/vectors-documents.jsonl.gz.</summary>
public sealed class DocumentVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_session_shows_what_Yjs_shows_and_encodes_the_same_bytes()
    {
        var results = new Dictionary<string, (int Equal, List<string> Different)>();
        var count = 0;
        foreach (var session in DataFile.ReadJsonLines(Repository.SharedData("vectors-documents.jsonl.gz")))
        {
            count++;
            var name = session.GetProperty("name").GetString()!;
            foreach (var (what, isEqual) in Check(session))
            {
                var (equal, different) = results.TryGetValue(what, out var result) ? result : (0, []);
                results[what] = (equal + (isEqual ? 1 : 0), different);
                if (!isEqual)
                {
                    different.Add(name);
                }
            }
        }

        foreach (var (what, (equal, different)) in results)
        {
            output.WriteLine($"{what}: {equal} of {count} {string.Join(' ', different)}");
        }

        Assert.Equal(203, count);
        Assert.All(results, result => Assert.Empty(result.Value.Different));
    }

    private static IEnumerable<(string What, bool IsEqual)> Check(JsonElement session)
    {
        var expect = session.GetProperty("expect");
        var updates = session.Items("updates").Select(update => update.GetBytesFromBase64()).ToArray();
        var half = StateVector.Decode(expect.Bytes("halfStateVector"));
        var document = Apply(session, updates);
        foreach (var result in CheckContent("", document, expect))
        {
            yield return result;
        }

        yield return Compare("stateVector", document.EncodeStateVector());
        yield return Compare("stateV1", document.EncodeStateAsUpdate());
        yield return Compare("docDiffV1", document.EncodeStateAsUpdate(half));
        yield return Compare("snapshotV1", document.EncodeSnapshot());

        var merged = UpdateBytes.Merge(updates);
        yield return Compare("mergedV1", merged);
        yield return Compare("diffV1", Updates.Diff(merged, half));

        var shuffled = Apply(session, session.Items("shuffle").Select(index => updates[index.GetInt32()]));
        foreach (var result in CheckContent("shuffled ", shuffled, expect))
        {
            yield return result;
        }

        yield return ("shuffled stateVector", shuffled.GetStateVector().Equals(document.GetStateVector()));
        yield return Compare("shuffledStateV1", shuffled.EncodeStateAsUpdate());

        (string, bool) Compare(string what, byte[] actual) =>
            (what, expect.Bytes(what).AsSpan().SequenceEqual(actual));
    }

    private static Document Apply(JsonElement session, IEnumerable<byte[]> updates)
    {
        var document = new Document(new DocumentOptions { Gc = session.GetProperty("gc").GetBoolean() });
        document.GetText("text");
        document.GetArray("array");
        document.GetMap("map");
        document.GetXmlElement("xml");
        foreach (var update in updates)
        {
            document.ApplyUpdate(update);
        }

        return document;
    }

    private static IEnumerable<(string What, bool IsEqual)> CheckContent(
        string prefix, Document document, JsonElement expect)
    {
        var text = document.GetText("text");
        yield return (prefix + "text", expect.Text("text") == text.ToString());
        yield return (prefix + "delta", IsSame("delta", text.ToDeltaJson()));
        yield return (prefix + "array", IsSame("array", document.GetArray("array").ToJson()));
        yield return (prefix + "map", IsSame("map", document.GetMap("map").ToJson()));
        yield return (prefix + "xml", expect.Text("xml") == document.GetXmlElement("xml").ToString());

        bool IsSame(string what, Any shown) => TaggedJson.Describe(expect.Value(what)) == TaggedJson.Describe(shown);
    }
}
