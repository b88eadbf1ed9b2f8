using System.Text.Json;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Conformance;

/// <summary>The 203 sessions of ../shared/data/crdt/vectors-documents.jsonl.gz.</summary>
public sealed class DocumentVectorTests(ITestOutputHelper output)
{
    // Yjs tidies format marks after a remote change, in a transaction of the receiver's own; this engine leaves that to the
    // editors, so the bytes of formatted text may differ. What the editing clients tidied is in the updates.
    private const string Formatted = "richtext";

    [Fact]
    public void Every_session_shows_what_Yjs_shows_and_encodes_the_same_bytes()
    {
        var results = new Dictionary<string, (int Equal, List<string> Different)>();
        var count = 0;
        foreach (var session in DataFile.ReadJsonLines(Repository.SharedData("crdt/vectors-documents.jsonl.gz")))
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
            output.WriteLine($"{what}: {equal} of {count}{(different.Count > 0 ? ", not " + string.Join(", ", different) : "")}");
        }

        Assert.Equal(203, count);
        foreach (var (what, (_, different)) in results)
        {
            var allowed = what.EndsWith("V1", StringComparison.Ordinal) && what is not ("mergedV1" or "diffV1");
            Assert.DoesNotContain(different, name => !(allowed && name.StartsWith(Formatted, StringComparison.Ordinal)));
        }
    }

    private static IEnumerable<(string What, bool IsEqual)> Check(JsonElement session)
    {
        var expect = session.GetProperty("expect");
        var updates = session.GetProperty("updates").EnumerateArray().Select(update => update.GetBytesFromBase64()).ToArray();
        var half = StateVector.Decode(expect.GetProperty("halfStateVector").GetBytesFromBase64());
        var document = Apply(session, updates);
        foreach (var result in CheckContent("", document, expect))
        {
            yield return result;
        }

        yield return Compare("stateVector", document.EncodeStateVector());
        yield return Compare("stateV1", document.EncodeStateAsUpdate());
        yield return Compare("docDiffV1", document.EncodeStateAsUpdate(half));
        yield return Compare("snapshotV1", document.EncodeSnapshot());

        var merged = Updates.Merge([.. updates.Select(update => (ReadOnlyMemory<byte>)update)]);
        yield return Compare("mergedV1", merged);
        yield return Compare("diffV1", Updates.Diff(merged, half));

        var shuffled = Apply(session, session.GetProperty("shuffle").EnumerateArray().Select(index => updates[index.GetInt32()]));
        foreach (var result in CheckContent("shuffled ", shuffled, expect))
        {
            yield return result;
        }

        yield return ("shuffled stateVector", shuffled.GetStateVector().Equals(document.GetStateVector()));
        yield return Compare("shuffledStateV1", shuffled.EncodeStateAsUpdate());

        (string, bool) Compare(string what, byte[] actual) =>
            (what, expect.GetProperty(what).GetBytesFromBase64().AsSpan().SequenceEqual(actual));
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

    private static IEnumerable<(string What, bool IsEqual)> CheckContent(string prefix, Document document, JsonElement expect)
    {
        yield return (prefix + "text", expect.GetProperty("text").GetString() == document.GetText("text").ToString());
        yield return (prefix + "delta", TaggedJson.Describe(expect.GetProperty("delta")) == TaggedJson.Describe(document.GetText("text").ToDeltaJson()));
        yield return (prefix + "array", TaggedJson.Describe(expect.GetProperty("array")) == TaggedJson.Describe(document.GetArray("array").ToJson()));
        yield return (prefix + "map", TaggedJson.Describe(expect.GetProperty("map")) == TaggedJson.Describe(document.GetMap("map").ToJson()));
        yield return (prefix + "xml", expect.GetProperty("xml").GetString() == document.GetXmlElement("xml").ToString());
    }
}
