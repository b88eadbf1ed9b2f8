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

        session.AssertShownBy(document);
        Assert.Equal(session.Expect.GetProperty("pending").GetBoolean(), document.HasPending);
        Assert.Equal(session.Bytes("stateVector"), document.EncodeStateVector());
        Assert.Equal(session.Bytes("stateV1"), document.EncodeStateAsUpdate());
        Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
        var half = StateVector.Decode(session.Bytes("halfStateVector"));
        Assert.Equal(session.Bytes("docDiffV1"), document.EncodeStateAsUpdate(half));
    }

    [Theory, MemberData(nameof(Names))]
    public void Updates_in_another_order_some_twice_lead_to_the_same_and_encode_what_Yjs_does(string name)
    {
        var session = YjsSession.Named(name);
        var document = session.NewDocument();
        var stops = session.Expect.Items("stops").ToDictionary(stop => stop.GetProperty("after").GetInt32());
        var delivered = 0;

        foreach (var update in session.Shuffled)
        {
            document.ApplyUpdate(update);
            delivered++;
            if (stops.TryGetValue(delivered, out var stop))
            {
                Assert.Equal(stop.GetProperty("pending").GetBoolean(), document.HasPending);
                Assert.Equal(stop.Bytes("stateVector"), document.EncodeStateVector());
                Assert.Equal(stop.Bytes("stateV1"), document.EncodeStateAsUpdate());
            }
        }

        session.AssertShownBy(document);
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

        session.AssertShownBy(document);
        Assert.Equal(session.Bytes("stateVector"), document.EncodeStateVector());
        Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
        Assert.Equal(session.Expect.BytesOrNull("reloadedStateV1") ?? state, document.EncodeStateAsUpdate());
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

        session.AssertShownBy(behind);
        Assert.Equal(session.Bytes("snapshotV1"), behind.EncodeSnapshot());
        Assert.False(behind.HasPending);
    }
}
