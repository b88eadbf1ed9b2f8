using System.Text;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions.Access;

/// <summary>What a peer may do changes while it is connected, in both directions.</summary>
public sealed class AccessChangeTests
{
    private readonly SteppedSessions _stepped = new();

    [Fact]
    public void One_that_may_only_read_any_more_stays_and_what_it_sent_before_counts()
    {
        var peer = _stepped.Join(1);
        _stepped.Run(async () =>
        {
            await peer.TypeAsync("before");
            peer.SetAccess(new DocumentAccess(AccessRight.Read));
            await peer.TypeAsync(" after");
        });

        Assert.False(peer.Closed.Task.IsCompleted);
        Assert.Equal("before", _stepped.Join(2).Text);
    }

    [Fact]
    public void One_that_may_write_from_now_on_is_asked_for_what_was_refused()
    {
        var peer = _stepped.Join(Reader(1));
        _stepped.Run(() => peer.TypeAsync("too early"));
        peer.SetAccess(new DocumentAccess(AccessRight.Write));
        _stepped.Scheduler.RunAll();
        var asked = _stepped.ReadAll(peer).Last(message => message.Kind == InboundKind.SyncStep1);
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step2(
            peer.Document.EncodeStateAsUpdate(StateVector.Decode(asked.Payload.Span)))));
        _stepped.Run(() => peer.TypeAsync(", and then in time"));

        Assert.Equal("too early, and then in time", _stepped.Join(2).Text);
    }

    [Fact]
    public void One_of_whom_nothing_was_refused_is_not_asked_again()
    {
        var peer = _stepped.Join(Reader(1));

        peer.SetAccess(new DocumentAccess(AccessRight.Write));
        _stepped.Scheduler.RunAll();

        Assert.DoesNotContain(_stepped.ReadAll(peer), message => message.Kind == InboundKind.SyncStep1);
    }

    [Fact]
    public void A_y_sweet_client_hears_that_what_was_refused_is_saved_once_it_may_write_and_has_sent_it_again()
    {
        var peer = new FakePeer(1) { Access = new DocumentAccess(AccessRight.Read), Acknowledgement = PeerAcknowledgement.Barrier };
        _stepped.Join(peer);
        _stepped.Run(() => peer.TypeAsync("text"));
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([7])));
        peer.SetAccess(new DocumentAccess(AccessRight.Write));
        _stepped.Scheduler.RunAll();
        var early = _stepped.ReadAll(peer);
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step2(peer.Document.EncodeStateAsUpdate())));

        Assert.DoesNotContain(early, message => message.Kind == InboundKind.Barrier);
        Assert.Contains(_stepped.ReadAll(peer), message => message.Kind == InboundKind.Barrier);
    }

    [Theory]
    [InlineData(AccessRight.Read, "read")]
    [InlineData(AccessRight.Comment, "comment")]
    [InlineData(AccessRight.Write, "write")]
    public void Clients_that_opted_in_are_told_as_they_join_before_anything_of_the_document(AccessRight right, string word)
    {
        var told = new FakePeer(1) { WantsStatus = true, Access = new DocumentAccess(right) };
        var plain = new FakePeer(2) { Access = new DocumentAccess(right) };

        // Past the server's step 1, and before their own.
        _stepped.Run(() => told.ConnectAsync(_stepped.Sessions, SteppedSessions.Name));
        _stepped.Run(() => plain.ConnectAsync(_stepped.Sessions, SteppedSessions.Name));

        var message = Assert.Single(_stepped.ReadAll(told));
        Assert.Equal($$"""{"access":"{{word}}"}""", Encoding.UTF8.GetString(message.Payload.Span[1..]));
        Assert.Empty(_stepped.ReadAll(plain));
    }

    [Fact]
    public void Only_clients_that_opted_in_are_told_and_only_of_another_right()
    {
        var told = _stepped.Join(new FakePeer(1) { WantsStatus = true });
        var plain = _stepped.Join(2);
        foreach (var right in new[] { AccessRight.Comment, AccessRight.Read, AccessRight.Read, AccessRight.Write })
        {
            told.SetAccess(new DocumentAccess(right));
            plain.SetAccess(new DocumentAccess(right));
            _stepped.Scheduler.RunAll();
        }

        told.SetAccess(new DocumentAccess(AccessRight.Write) { DisplayName = "Ada" });
        _stepped.Scheduler.RunAll();

        Assert.Equal(
            ["""{"access":"comment"}""", """{"access":"read"}""", """{"access":"write"}"""],
            _stepped.ReadAll(told).Select(message => Encoding.UTF8.GetString(message.Payload.Span[1..])));
        Assert.Empty(_stepped.ReadAll(plain));
    }

    [Fact]
    public void One_that_does_not_read_is_told_its_newest_right_when_it_does()
    {
        var peer = _stepped.Join(new FakePeer(1) { WantsStatus = true });
        for (var i = 0; i < 5_000; i++)
        {
            peer.SetAccess(new DocumentAccess(i % 2 == 0 ? AccessRight.Comment : AccessRight.Write));
        }

        peer.SetAccess(new DocumentAccess(AccessRight.Read));
        _stepped.Scheduler.RunAll();

        Assert.Equal("""{"access":"read"}""", Encoding.UTF8.GetString(_stepped.ReadAll(peer)[^1].Payload.Span[1..]));
    }

    [Fact]
    public void One_that_has_no_right_any_more_is_closed_and_nothing_of_it_counts_afterwards()
    {
        var peer = _stepped.Join(1);
        _stepped.Run(async () =>
        {
            peer.SetAccess(DocumentAccess.Denied);
            await peer.TypeAsync("too late");
        });

        Assert.Equal(PeerClose.Forbidden, SteppedSessions.ResultOf(peer.Closed.Task));
        Assert.Equal("", _stepped.Join(2).Text);
    }

    [Fact]
    public void A_peer_that_has_left_is_not_affected()
    {
        var peer = _stepped.Join(1);
        peer.Leave();
        peer.SetAccess(DocumentAccess.Denied);
        _stepped.Scheduler.RunAll();

        Assert.False(peer.Closed.Task.IsCompleted);
    }

    [Fact]
    public void One_without_a_right_is_not_let_in()
    {
        var result = _stepped.Run(() => _stepped.Sessions.ConnectAsync(
            SteppedSessions.Name, new FakePeer(1) { Access = DocumentAccess.Denied }, TestContext.Current.CancellationToken));

        Assert.Null(result.Link);
        Assert.Equal(PeerClose.Forbidden, result.Refusal);
    }

    private static FakePeer Reader(ulong client) => new(client) { Access = new DocumentAccess(AccessRight.Read) };
}
