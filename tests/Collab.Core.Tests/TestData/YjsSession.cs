using System.Text.Json;
using Collab.Core.Documents;

namespace Collab.Core.Tests.TestData;

/// <summary>The updates of some clients of Yjs, and what Yjs makes of them (tests/fixtures/README.md).</summary>
internal sealed class YjsSession
{
    private static readonly Lazy<Dictionary<string, YjsSession>> Made = new(() => Load("documents.jsonl"));
    private static readonly Lazy<Dictionary<string, YjsSession>> Random = new(() => Load("sessions.jsonl.gz"));

    private YjsSession(JsonElement json)
    {
        Name = json.GetProperty("name").GetString()!;
        Gc = json.GetProperty("gc").GetBoolean();
        Roots = [.. json.GetProperty("roots").EnumerateObject().Select(root => (root.Name, root.Value.GetString()!))];
        Updates = [.. json.GetProperty("updates").EnumerateArray().Select(update => update.GetBytesFromBase64())];
        Expect = json.GetProperty("expect");
    }

    /// <summary>Small documents made by hand.</summary>
    public static IReadOnlyCollection<YjsSession> Documents => Made.Value.Values;

    /// <summary>Random sessions.</summary>
    public static IReadOnlyCollection<YjsSession> Sessions => Random.Value.Values;

    public static IEnumerable<YjsSession> All => Documents.Concat(Sessions);

    /// <summary>For theories: the names, by which <see cref="Named"/> finds them.</summary>
    public static TheoryData<string> Names => [.. All.Select(session => session.Name)];

    public string Name { get; }

    public bool Gc { get; }

    public IReadOnlyList<(string Name, string Kind)> Roots { get; }

    /// <summary>V1, in order of creation.</summary>
    public byte[][] Updates { get; }

    public JsonElement Expect { get; }

    public static YjsSession Named(string name) =>
        Made.Value.TryGetValue(name, out var session) ? session : Random.Value[name];

    /// <summary>The updates in another order, about one in six of them twice.</summary>
    public IEnumerable<byte[]> Shuffled => Expect.Items("order").Select(index => Updates[index.GetInt32()]);

    public byte[] Bytes(string key) => Expect.Bytes(key);

    /// <summary>A document with the session's roots declared.</summary>
    public Document NewDocument(UpdateLimits? limits = null)
    {
        var document = new Document(new DocumentOptions { Gc = Gc, Limits = limits ?? UpdateLimits.Default });
        RootContent.Declare(document, Roots);
        return document;
    }

    public Document DocumentOfAllUpdates()
    {
        var document = NewDocument();
        foreach (var update in Updates)
        {
            document.ApplyUpdate(update);
        }

        return document;
    }

    /// <summary>Fails unless a document shows what Yjs shows of all updates.</summary>
    public void AssertShownBy(Document document) =>
        Assert.Equal(RootContent.Describe(Expect.GetProperty("content")), RootContent.Describe(document, Roots));

    private static Dictionary<string, YjsSession> Load(string file) =>
        DataFile.ReadJsonLines(Repository.Fixture(file)).Select(json => new YjsSession(json)).ToDictionary(s => s.Name);
}
