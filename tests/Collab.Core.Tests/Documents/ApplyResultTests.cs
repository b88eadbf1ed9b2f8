using System.Text.Json;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>A session relays and logs by what <see cref="ApplyResult"/> says: never too little, never wrong.</summary>
public sealed class ApplyResultTests
{
    public static TheoryData<string> Names => YjsSession.Names;

    /// <summary>Those whose update events were recorded: all but the long ones.</summary>
    public static TheoryData<string> RecordedNames =>
    [
        .. YjsSession.All.Where(session => session.Expect.GetProperty("emitted").ValueKind == JsonValueKind.Array)
            .Select(session => session.Name),
    ];

    [Theory, MemberData(nameof(Names))]
    public void Documents_fed_with_what_is_relayed_and_with_what_is_logged_end_equal(string name)
    {
        var session = YjsSession.Named(name);
        var received = session.NewDocument();
        var relayed = session.NewDocument();
        var logged = session.NewDocument();

        foreach (var update in session.Shuffled)
        {
            var result = received.ApplyUpdate(update);

            Assert.Equal(result.Outcome == ApplyOutcome.Partial, result.Integrated is not null);
            Assert.False(result.Outcome == ApplyOutcome.PendingOnly && !result.PendingGrew);
            Assert.False(result.Outcome is ApplyOutcome.Nothing or ApplyOutcome.Whole && result.PendingGrew);
            if ((result.Outcome == ApplyOutcome.Whole ? update : result.Integrated) is { } relay)
            {
                Assert.NotEqual(ApplyOutcome.Nothing, relayed.ApplyUpdate(relay).Outcome);
            }

            if (result.Outcome != ApplyOutcome.Nothing)
            {
                logged.ApplyUpdate(update);
            }

            Assert.False(relayed.HasPending);
            Assert.Equal(received.EncodeStateVector(), relayed.EncodeStateVector());
            Assert.Equal(received.EncodeSnapshot(), relayed.EncodeSnapshot());
            Assert.Equal(received.HasPending, logged.HasPending);
        }

        Assert.Equal(RootContent.Describe(received, session.Roots), RootContent.Describe(relayed, session.Roots));
        Assert.Equal(RootContent.Describe(received, session.Roots), RootContent.Describe(logged, session.Roots));
        Assert.Equal(received.EncodeSnapshot(), logged.EncodeSnapshot());
        Assert.Equal(received.EncodeStateAsUpdate(), logged.EncodeStateAsUpdate());
    }

    [Theory, MemberData(nameof(RecordedNames))]
    public void A_delivery_emits_what_the_update_event_of_Yjs_carries(string name)
    {
        var session = YjsSession.Named(name);
        var expected = session.Expect.Items("emitted")
            .ToDictionary(entry => entry.GetProperty("at").GetInt32(), entry => entry.BytesOrNull("update"));
        var document = session.NewDocument();
        var at = 0;

        foreach (var update in session.Shuffled)
        {
            var before = document.EncodeStateAsUpdate();
            var result = document.ApplyUpdate(update);

            var emitted = expected.GetValueOrDefault(at, update);
            if (result.Outcome == ApplyOutcome.Whole)
            {
                // The received bytes stand for the event. Yjs's may differ: it tells of values that lose to a
                // concurrent one and are deleted as they come, which every receiver finds out by itself.
                Assert.NotNull(emitted);
                AssertSameEffect(session, before, update, emitted);
            }
            else
            {
                Assert.Equal(emitted, result.Integrated);
            }

            at++;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Updates_in_order_of_creation_never_wait_and_do_nothing_a_second_time(string name)
    {
        var session = YjsSession.Named(name);
        var document = session.NewDocument();

        foreach (var update in session.Updates)
        {
            var result = document.ApplyUpdate(update);

            Assert.True(!result.PendingGrew || name == "a merged update with a gap");
            Assert.Equal(ApplyOutcome.Nothing, document.ApplyUpdate(update).Outcome);
        }

        Assert.Equal(ApplyOutcome.Nothing, document.ApplyUpdate(session.Bytes("stateV1")).Outcome);
    }

    private static void AssertSameEffect(YjsSession session, byte[] before, byte[] left, byte[] right)
    {
        var (one, two) = (session.NewDocument(), session.NewDocument());
        foreach (var (document, update) in new[] { (one, left), (two, right) })
        {
            document.ApplyUpdate(before);
            document.ApplyUpdate(update);
        }

        Assert.Equal(one.EncodeSnapshot(), two.EncodeSnapshot());
        Assert.Equal(one.EncodeStateAsUpdate(), two.EncodeStateAsUpdate());
    }
}
