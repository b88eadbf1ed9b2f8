using System.Text.Json;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>What a document makes of the updates of Yjs clients, compared with what Yjs makes of them.</summary>
public sealed class FixtureDocumentTests
{
    public static TheoryData<string> Names => YjsSession.Names;

    [Theory, MemberData(nameof(Names))]
    public void Updates_applied_in_order_show_and_encode_what_Yjs_does(string name)
    {
        var session = YjsSession.Named(name);

        var document = session.DocumentOfAllUpdates();

        Assert.Equal(RootContent.Describe(session.Expect.GetProperty("content")), RootContent.Describe(document, session.Roots));
        Assert.Equal(session.Expect.GetProperty("pending").GetBoolean(), document.HasPending);
        Assert.Equal(session.Bytes("stateVector"), document.EncodeStateVector());
        Assert.Equal(session.Bytes("stateV1"), document.EncodeStateAsUpdate());
        Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
        Assert.Equal(session.Bytes("docDiffV1"), document.EncodeStateAsUpdate(StateVector.Decode(session.Bytes("halfStateVector"))));
    }

    [Theory, MemberData(nameof(Names))]
    public void Updates_in_another_order_some_twice_lead_to_the_same_and_encode_what_Yjs_does(string name)
    {
        var session = YjsSession.Named(name);
        var document = session.NewDocument();
        var order = session.Expect.GetProperty("order").EnumerateArray().Select(index => index.GetInt32()).ToList();
        var stops = session.Expect.GetProperty("stops").EnumerateArray().ToDictionary(stop => stop.GetProperty("after").GetInt32());

        for (var i = 0; i < order.Count; i++)
        {
            document.ApplyUpdate(session.Updates[order[i]]);
            if (stops.TryGetValue(i + 1, out var stop))
            {
                Assert.Equal(stop.GetProperty("pending").GetBoolean(), document.HasPending);
                Assert.Equal(stop.GetProperty("stateVector").GetBytesFromBase64(), document.EncodeStateVector());
                Assert.Equal(stop.GetProperty("stateV1").GetBytesFromBase64(), document.EncodeStateAsUpdate());
            }
        }

        Assert.Equal(RootContent.Describe(session.Expect.GetProperty("content")), RootContent.Describe(document, session.Roots));
        Assert.Equal(session.Bytes("stateVector"), document.EncodeStateVector());
        Assert.Equal(session.Bytes("shuffledStateV1"), document.EncodeStateAsUpdate());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_state_loaded_into_a_new_document_shows_and_encodes_what_Yjs_does(string name)
    {
        var session = YjsSession.Named(name);
        var state = session.Bytes("stateV1");
        var document = session.NewDocument();

        document.ApplyUpdate(state);

        Assert.Equal(RootContent.Describe(session.Expect.GetProperty("content")), RootContent.Describe(document, session.Roots));
        Assert.Equal(session.Bytes("stateVector"), document.EncodeStateVector());
        Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
        var reloaded = session.Expect.GetProperty("reloadedStateV1");
        Assert.Equal(reloaded.ValueKind == JsonValueKind.Null ? state : reloaded.GetBytesFromBase64(), document.EncodeStateAsUpdate());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_diff_brings_a_document_of_the_first_half_to_the_same(string name)
    {
        var session = YjsSession.Named(name);
        var behind = session.NewDocument();
        foreach (var update in session.Updates.Take(session.Updates.Length / 2))
        {
            behind.ApplyUpdate(update);
        }

        behind.ApplyUpdate(session.DocumentOfAllUpdates().EncodeStateAsUpdate(behind.GetStateVector()));

        Assert.Equal(RootContent.Describe(session.Expect.GetProperty("content")), RootContent.Describe(behind, session.Roots));
        Assert.Equal(session.Bytes("snapshotV1"), behind.EncodeSnapshot());
        Assert.False(behind.HasPending);
    }
}
