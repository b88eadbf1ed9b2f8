using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions.Access;

/// <summary>One who may comment writes under the root <c>comments</c> and nowhere else; what that means of an update is
/// <see cref="Tests.Documents.UpdateReachTests"/>'s.</summary>
public sealed class CommenterTests
{
    private readonly SteppedSessions _stepped = new();
    private readonly FakePeer _writer;

    public CommenterTests()
    {
        _writer = _stepped.Join(1);
        _stepped.Run(() => _writer.TypeAsync("text"));
    }

    [Fact]
    public void A_comment_reaches_everybody_and_comes_back_as_saved()
    {
        var commenter = Join(PeerAcknowledgement.SyncStatus);

        Comment(commenter, "well said");

        Assert.Equal([1], AnswersTo(commenter));
        _stepped.ReadAll(_writer);
        Assert.Equal("well said", _writer.Document.GetArray("comments")[0].AsString());
    }

    [Fact]
    public void An_edit_of_anything_else_is_refused_and_the_peer_stays()
    {
        var commenter = Join(PeerAcknowledgement.SyncStatus);

        _stepped.Run(() => commenter.TypeAsync(" of my own"));

        Assert.Equal([0], AnswersTo(commenter));
        Assert.False(commenter.Closed.Task.IsCompleted);
        Assert.Equal("text", _stepped.Join(3).Text);
    }

    [Fact]
    public void An_update_that_does_both_is_refused_whole()
    {
        var commenter = Join(PeerAcknowledgement.Echo);
        var update = commenter.Document.TransactAndEncode(_ =>
        {
            commenter.Document.GetArray("comments").Insert(0, "and");
            commenter.Document.GetText("text").Delete(0, 1);
        })!;

        _stepped.Run(() => commenter.SendAsync(YWebsocketFrame.Update(update)));

        Assert.Equal(
            YWebsocketFrame.PermissionDenied("you may only comment on this document").AsSpan(1),
            Assert.Single(_stepped.ReadAll(commenter)).Payload.Span);
        var other = _stepped.Join(3);
        Assert.Equal("text", other.Text);
        Assert.Empty(other.Document.GetArray("comments"));
    }

    [Fact]
    public void Of_a_step_2_the_comments_are_taken_and_deletes_elsewhere_left_out()
    {
        var commenter = Join(PeerAcknowledgement.SyncStatus);
        var comments = commenter.Document.GetArray("comments");
        Comment(commenter, "taken back");
        AnswersTo(commenter);
        commenter.Document.Transact(_ =>
        {
            comments.Delete(0, 1);
            comments.Insert(0, "offline");
            commenter.Document.GetText("text").Delete(1, 2);
        });

        _stepped.Run(() => commenter.SendAsync(YWebsocketFrame.Step2(commenter.Document.EncodeStateAsUpdate())));

        Assert.Equal([1], AnswersTo(commenter));
        var other = _stepped.Join(3);
        Assert.Equal("text", other.Text);
        Assert.Equal(["offline"], other.Document.GetArray("comments").Select(comment => comment.AsString()));
    }

    [Fact]
    public void A_step_2_that_writes_elsewhere_is_refused_whole()
    {
        var commenter = Join(PeerAcknowledgement.SyncStatus);
        commenter.Document.Transact(_ =>
        {
            commenter.Document.GetArray("comments").Insert(0, "offline");
            commenter.Document.GetText("text").Delete(1, 2);
            commenter.Document.GetText("text").Insert(0, "con");
        });

        _stepped.Run(() => commenter.SendAsync(YWebsocketFrame.Step2(commenter.Document.EncodeStateAsUpdate())));

        Assert.Equal([0], AnswersTo(commenter));
        Assert.Empty(_stepped.Join(3).Document.GetArray("comments"));
    }

    [Fact]
    public void What_was_left_out_comes_once_its_client_may_write()
    {
        var commenter = Join(PeerAcknowledgement.SyncStatus);
        commenter.Document.Transact(_ => commenter.Document.GetText("text").Delete(0, 2));
        _stepped.Run(() => commenter.SendAsync(YWebsocketFrame.Step2(commenter.Document.EncodeStateAsUpdate())));

        commenter.SetAccess(new DocumentAccess(AccessRight.Write));
        _stepped.Scheduler.RunAll();
        _stepped.Run(() => commenter.SendAsync(YWebsocketFrame.Step2(commenter.Document.EncodeStateAsUpdate())));

        Assert.Equal("xt", _stepped.Join(3).Text);
    }

    [Fact]
    public void What_the_document_has_already_may_be_repeated()
    {
        var commenter = Join(PeerAcknowledgement.SyncStatus);

        _stepped.Run(() => commenter.SendAsync(YWebsocketFrame.Step2(commenter.Document.EncodeStateAsUpdate())));

        Assert.Equal([1], AnswersTo(commenter));
    }

    [Fact]
    public void One_that_wrote_before_goes_on_commenting_as_the_same_client_if_that_is_known_to_be_its_own()
    {
        var peer = _stepped.Join(new FakePeer(2) { Acknowledgement = PeerAcknowledgement.SyncStatus });
        _stepped.Run(() => peer.TypeAsync(", and more"));
        _stepped.Run(() => peer.SendAsync(FakePeer.Awareness(2, 1, "{}")));
        peer.SetAccess(new DocumentAccess(AccessRight.Comment));
        AnswersTo(peer);

        Comment(peer, "my last word");

        Assert.Equal([1], AnswersTo(peer));
    }

    [Fact]
    public void Nobody_comments_as_a_client_that_somebody_else_speaks_for()
    {
        var commenter = new FakePeer(7) { Access = new DocumentAccess(AccessRight.Comment), Acknowledgement = PeerAcknowledgement.SyncStatus };
        _stepped.Join(commenter);
        _stepped.Run(() => _writer.SendAsync(FakePeer.Awareness(7, 1, "{}")));
        AnswersTo(commenter);

        Comment(commenter, "in your name");

        Assert.Equal([0], AnswersTo(commenter));
    }

    private FakePeer Join(PeerAcknowledgement acknowledgement)
    {
        var peer = new FakePeer(2) { Access = new DocumentAccess(AccessRight.Comment), Acknowledgement = acknowledgement };
        _stepped.Join(peer);
        _stepped.ReadAll(peer);
        return peer;
    }

    private void Comment(FakePeer peer, string comment)
    {
        var update = peer.Document.TransactAndEncode(_ => peer.Document.GetArray("comments").Insert(0, comment))!;
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Update(update)));
    }

    private List<byte> AnswersTo(FakePeer peer) =>
        [.. _stepped.ReadAll(peer).Where(message => message.Kind == InboundKind.Unknown).Select(message => message.Payload.Span[0])];
}
