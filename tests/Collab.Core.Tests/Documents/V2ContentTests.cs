using System.Text.Json;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>What only V2 can hold, or holds in a way of its own (tests/fixtures/v2.jsonl).</summary>
public sealed class V2ContentTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Cases = new(() =>
        DataFile.ReadJsonLines(Repository.Fixture("v2.jsonl")).ToDictionary(json => json.Text("name")));

    public static TheoryData<string> Names => [.. Cases.Value.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Updates_applied_show_and_encode_what_Yjs_does(string name)
    {
        var (roots, updates, expect) = Read(name);
        var document = NewDocument(roots);

        foreach (var update in updates)
        {
            document.ApplyUpdateV2(update);
        }

        AssertShown(expect, document, roots);
        Assert.Equal(expect.Bytes("stateV2"), document.EncodeStateAsUpdateV2());
        Assert.Equal(expect.BytesOrNull("stateV1") ?? document.EncodeStateAsUpdate(), document.EncodeStateAsUpdate());
        StoreInvariants.Check(document);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_state_loads_and_encodes_to_itself(string name)
    {
        var (roots, _, expect) = Read(name);
        var document = NewDocument(roots);
        var byV1 = NewDocument(roots);

        document.ApplyUpdateV2(expect.Bytes("stateV2"));
        byV1.ApplyUpdate(document.EncodeStateAsUpdate());

        AssertShown(expect, document, roots);
        Assert.Equal(expect.Bytes("stateV2"), document.EncodeStateAsUpdateV2());
        Assert.Equal(document.GetStateVector(), byV1.GetStateVector());
    }

    [Theory, MemberData(nameof(Names))]
    public void Updates_merge_and_convert_to_the_bytes_of_Yjs(string name)
    {
        var (_, updates, expect) = Read(name);

        var merged = Updates.MergeV2([.. updates.Select(update => (ReadOnlyMemory<byte>)update)]);

        if (updates.Length > 1)
        {
            Assert.Equal(expect.Bytes("mergedV2"), merged);
        }

        var v1 = Updates.ConvertV2ToV1(merged);
        Assert.Equal(expect.BytesOrNull("mergedV1") ?? v1, v1);
        Updates.ValidateV2(merged);
        Updates.Validate(v1);
        if (Cases.Value[name].BytesOrNull("v1") is { } original)
        {
            Assert.Equal(expect.Bytes("mergedV2"), Updates.ConvertV1ToV2(original));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_waits_keeps_its_values(string name)
    {
        var (roots, updates, expect) = Read(name);
        var document = NewDocument(roots);

        foreach (var update in updates.Reverse())
        {
            document.ApplyUpdateV2(update);
            var loaded = NewDocument(roots);
            loaded.ApplyUpdateV2(document.EncodeStateAsUpdateV2());
            Assert.Equal(document.EncodeStateAsUpdateV2(), loaded.EncodeStateAsUpdateV2());
        }

        AssertShown(expect, document, roots);
    }

    private static (List<(string, string)> Roots, byte[][] Updates, JsonElement Expect) Read(string name)
    {
        var json = Cases.Value[name];
        return (
            [.. json.GetProperty("roots").EnumerateObject().Select(root => (root.Name, root.Value.GetString()!))],
            [.. json.Items("updates").Select(update => update.GetBytesFromBase64())],
            json.GetProperty("expect"));
    }

    private static Document NewDocument(List<(string, string)> roots)
    {
        var document = new Document();
        RootContent.Declare(document, roots);
        return document;
    }

    private static void AssertShown(JsonElement expect, Document document, List<(string, string)> roots) =>
        Assert.Equal(RootContent.Describe(expect.GetProperty("content")), RootContent.Describe(document, roots));
}
