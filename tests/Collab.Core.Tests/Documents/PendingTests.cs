using System.Text.Json;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>Updates that come before what they build on wait, and the bytes a document gives away meanwhile hold them
/// (tests/fixtures/pending.jsonl).</summary>
public sealed class PendingTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Scenarios = new(() =>
        DataFile.ReadJsonLines(Repository.Fixture("pending.jsonl")).ToDictionary(json => json.Text("name")));

    public static TheoryData<string> Names => [.. Scenarios.Value.Keys];

    [Theory, MemberData(nameof(Names))]
    public void After_every_step_the_document_shows_and_encodes_what_Yjs_does(string name)
    {
        var (document, roots, steps) = Start(name);

        foreach (var step in steps)
        {
            document.ApplyUpdate(step.Bytes("update"));

            Assert.Equal(RootContent.Describe(step.GetProperty("content")), RootContent.Describe(document, roots));
            Assert.Equal(step.GetProperty("pending").GetBoolean(), document.HasPending);
            Assert.Equal(step.Bytes("stateVector"), document.EncodeStateVector());
            Assert.Equal(step.Bytes("stateV1"), document.EncodeStateAsUpdate());
            Assert.Equal(step.Bytes("diffToItselfV1"), document.EncodeStateAsUpdate(document.GetStateVector()));
        }

        Assert.False(document.HasPending);
        Assert.Equal(0, document.PendingBytes);
    }

    [Theory, MemberData(nameof(Names))]
    public void What_a_step_integrated_is_the_update_event_of_Yjs(string name)
    {
        var (document, _, steps) = Start(name);

        foreach (var step in steps)
        {
            var update = step.Bytes("update");
            var result = document.ApplyUpdate(update);

            var relayed = result.Outcome == ApplyOutcome.Whole ? update : result.Integrated;
            Assert.Equal(step.BytesOrNull("emitted"), relayed);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_document_loaded_from_a_state_with_waiting_parts_waits_for_the_same(string name)
    {
        var (_, roots, steps) = Start(name);
        for (var cut = 0; cut < steps.Count; cut++)
        {
            var document = new Document();
            RootContent.Declare(document, roots);

            document.ApplyUpdate(steps[cut].Bytes("stateV1"));

            var expected = RootContent.Describe(steps[cut].GetProperty("content"));
            Assert.Equal(expected, RootContent.Describe(document, roots));
            Assert.Equal(steps[cut].GetProperty("pending").GetBoolean(), document.HasPending);
            foreach (var step in steps.Skip(cut + 1))
            {
                document.ApplyUpdate(step.Bytes("update"));
            }

            Assert.Equal(RootContent.Describe(steps[^1].GetProperty("content")), RootContent.Describe(document, roots));
            Assert.Equal(steps[^1].Bytes("stateVector"), document.EncodeStateVector());
            Assert.False(document.HasPending);
        }
    }

    private static (Document Document, List<(string, string)> Roots, List<JsonElement> Steps) Start(string name)
    {
        var scenario = Scenarios.Value[name];
        List<(string, string)> roots =
            [.. scenario.GetProperty("roots").EnumerateObject().Select(root => (root.Name, root.Value.GetString()!))];
        var document = new Document();
        RootContent.Declare(document, roots);
        return (document, roots, [.. scenario.GetProperty("steps").EnumerateArray()]);
    }
}
