using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>Hocuspocus' acknowledgement: one answer for each step 2 and each update, in the order they came, after their commit.</summary>
public sealed class SyncStatusTests
{
    private readonly SteppedSessions _stepped = new();

    [Fact]
    public void Each_update_is_answered_once_and_only_after_its_commit()
    {
        var writer = Join(1);
        _stepped.Store.Hold();
        Type(writer, "one ");
        Type(writer, "two ");
        Type(writer, "three");

        var before = AnswersTo(writer);
        _stepped.ReleaseOne();
        var first = AnswersTo(writer);
        _stepped.ReleaseOne();
        var rest = AnswersTo(writer);

        Assert.Empty(before);
        Assert.Equal([1], first);
        Assert.Equal([1, 1], rest);
    }

    [Fact]
    public void The_step_2_is_answered_too_and_one_that_brings_nothing_waits_for_no_commit()
    {
        var busy = _stepped.Join(1);
        _stepped.Store.Hold();
        Type(busy, "so that a commit is under way");
        var newcomer = new FakePeer(2) { Acknowledgement = PeerAcknowledgement.SyncStatus };
        _stepped.Run(() => newcomer.ConnectAsync(_stepped.Sessions, SteppedSessions.Name));
        _stepped.Run(() => newcomer.SendAsync(YWebsocketFrame.Step2([0, 0])));

        Assert.Equal([1], AnswersTo(newcomer));
    }

    [Fact]
    public void A_repeat_of_what_another_connection_brought_is_answered_after_that_commit()
    {
        var old = Join(1);
        var again = Join(2);
        _stepped.Store.Hold();
        var update = _stepped.Run(() => old.TypeAsync("sent twice"));
        old.Leave();
        _stepped.Run(() => again.SendAsync(YWebsocketFrame.Step2(update)));

        var before = AnswersTo(again);
        _stepped.ReleaseOne();

        Assert.Empty(before);
        Assert.Equal([1], AnswersTo(again));
    }

    [Fact]
    public void Answers_keep_the_order_of_what_they_answer()
    {
        var writer = Join(1);
        _stepped.Store.Hold();
        Type(writer, "one");
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Update([0, 0])));

        var before = AnswersTo(writer);
        _stepped.ReleaseOne();

        // The second needs no commit of its own, and still comes after the first.
        Assert.Empty(before);
        Assert.Equal([1, 1], AnswersTo(writer));
    }

    [Fact]
    public void Updates_that_wait_for_others_are_answered_once_they_are_stored()
    {
        var writer = Join(1);
        writer.Edit("lost on the way ");
        var early = writer.Edit("early");
        _stepped.Store.Hold();
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Update(early)));

        var before = AnswersTo(writer);
        _stepped.ReleaseOne();

        Assert.Empty(before);
        Assert.Equal([1], AnswersTo(writer));
    }

    [Fact]
    public void A_reader_is_told_that_its_update_was_refused_and_that_nothing_was_new_in_its_step_2()
    {
        var writer = _stepped.Join(1);
        Type(writer, "shared");
        var reader = new FakePeer(2) { Access = new DocumentAccess(AccessRight.Read), Acknowledgement = PeerAcknowledgement.SyncStatus };
        _stepped.Run(() => reader.JoinAsync(_stepped.Sessions, SteppedSessions.Name));
        AnswersTo(reader);

        _stepped.Run(() => reader.SendAsync(YWebsocketFrame.Step2(reader.Document.EncodeStateAsUpdate(StateVector.Empty))));
        var known = AnswersTo(reader);
        Type(reader, " not mine");
        var refused = AnswersTo(reader);
        _stepped.Run(() => reader.SendAsync(YWebsocketFrame.Step2(reader.Document.EncodeStateAsUpdate(StateVector.Empty))));
        var refusedAgain = AnswersTo(reader);

        Assert.Equal([1], known);
        Assert.Equal([0], refused);
        Assert.Equal([0], refusedAgain);
        Assert.Equal("shared", _stepped.Join(3).Text);
    }

    [Fact]
    public void What_a_reader_has_of_an_update_that_is_not_durable_is_not_called_so()
    {
        var writer = _stepped.Join(1);
        var reader = new FakePeer(2) { Access = new DocumentAccess(AccessRight.Read), Acknowledgement = PeerAcknowledgement.SyncStatus };
        _stepped.Join(reader);
        AnswersTo(reader);
        _stepped.Store.Hold();
        var update = _stepped.Run(() => writer.TypeAsync("seen, not stored"));
        _stepped.Run(() => reader.SendAsync(YWebsocketFrame.Step2(update)));

        var before = AnswersTo(reader);
        _stepped.ReleaseOne();

        Assert.Empty(before);
        Assert.Equal([1], AnswersTo(reader));
    }

    [Fact]
    public void A_deletion_alone_is_news_of_a_readers_step_2()
    {
        var writer = _stepped.Join(1);
        Type(writer, "shared");
        var reader = Join(new FakePeer(2) { Access = new DocumentAccess(AccessRight.Read), Acknowledgement = PeerAcknowledgement.SyncStatus });
        var deletion = reader.Document.TransactAndEncode(_ => reader.Document.GetText("text").Delete(0, 1))!;

        _stepped.Run(() => reader.SendAsync(YWebsocketFrame.Step2(deletion)));

        Assert.Equal([0], AnswersTo(reader));
    }

    [Fact]
    public void One_that_writes_without_reading_gets_its_answers_bit_by_bit_and_all_of_them()
    {
        var writer = Join(1);
        for (var i = 0; i < 3000; i++)
        {
            _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Update([0, 0])));
        }

        Assert.Equal(3000, AnswersTo(writer).Count);
    }

    [Fact]
    public void A_stop_waits_until_all_is_answered()
    {
        var writer = Join(1);
        _stepped.Store.Hold();
        Type(writer, "last words");
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Update([0, 0])));
        var stopping = _stepped.Scheduler.Start(() => StopAsync());
        _stepped.Advance(10);
        var closedBefore = writer.Closed.Task.IsCompleted;
        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();
        _stepped.Advance(10);

        Assert.False(closedBefore);
        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.Equal(PeerClose.Restarting, SteppedSessions.ResultOf(writer.Closed.Task));
        Assert.Equal([1, 1], Answers(_stepped.ReadAll(writer)));
    }

    [Fact]
    public void Each_step_1_is_answered_by_the_sessions_own_and_then_the_step_2()
    {
        var peer = new FakePeer(1) { Acknowledgement = PeerAcknowledgement.SyncStatus };
        _stepped.Run(() => peer.ConnectAsync(_stepped.Sessions, SteppedSessions.Name));
        var unasked = _stepped.ReadAll(peer);
        var answers = new List<InboundKind[]>();
        for (var time = 0; time < 2; time++)
        {
            _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step1(StateVector.Empty.Encode())));
            answers.Add([.. _stepped.ReadAll(peer).Select(message => message.Kind)]);
        }

        Assert.Empty(unasked);
        Assert.All(answers, kinds => Assert.Equal([InboundKind.SyncStep1, InboundKind.SyncStep2], kinds));
    }

    [Fact]
    public void Peers_of_other_dialects_get_no_such_answers()
    {
        var writer = _stepped.Join(1);
        Type(writer, "text");

        Assert.DoesNotContain(_stepped.ReadAll(writer), message => message.Kind == InboundKind.Unknown);
    }

    private async Task<bool> StopAsync()
    {
        await _stepped.Sessions.StopAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Joins, and reads the answer to its step 2.</summary>
    private FakePeer Join(ulong client) => Join(new FakePeer(client) { Acknowledgement = PeerAcknowledgement.SyncStatus });

    private FakePeer Join(FakePeer peer)
    {
        _stepped.Join(peer);
        Assert.Equal([1], AnswersTo(peer));
        return peer;
    }

    private void Type(FakePeer peer, string text) => _stepped.Run(() => peer.TypeAsync(text));

    private List<byte> AnswersTo(FakePeer peer) => Answers(_stepped.ReadAll(peer));

    private static List<byte> Answers(IEnumerable<InboundMessage> messages) =>
        [.. messages.Where(message => message.Kind == InboundKind.Unknown).Select(message => Assert.Single(message.Payload.ToArray()))];
}
