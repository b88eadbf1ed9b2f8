using Collab.AspNetCore.Hocuspocus;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Server.Tests.Hocuspocus;

/// <summary>A provider counts its unsaved changes in a way of its own; what it is told has to make its count true.</summary>
public sealed class AnswerCountTests
{
    private readonly AnswerCount _answers = new();
    private readonly Document _document = new(new DocumentOptions { ClientId = new ClientId(1) });

    /// <summary>The provider's own count, as it keeps it.</summary>
    private long _count;

    [Fact]
    public void It_is_0_once_the_step_2_and_all_updates_are_answered()
    {
        SendStep1();
        SendStep2();
        Assert.Equal(1, _count);
        Answer();
        Assert.Equal(0, _count);

        Send(Type("a"), counts: true);
        Send(Type("b"), counts: true);
        Answer();
        Assert.Equal(1, _count);
        Answer();
        Assert.Equal(0, _count);
    }

    [Fact]
    public void Answers_to_what_was_changed_offline_are_not_taken_for_the_step_2s()
    {
        var offline = new[] { Type("a"), Type("b") };
        SendStep1();
        var online = Type("c");
        Send(online, counts: true);
        Send(offline[0], counts: false);
        Send(offline[1], counts: false);
        SendStep2();
        var after = Type("d");
        Send(after, counts: true);

        var counts = new List<long>();
        for (var answer = 0; answer < 5; answer++)
        {
            Answer();
            counts.Add(_count);
        }

        // c; a and b, which say nothing; the step 2; d.
        Assert.Equal([2, 2, 2, 1, 0], counts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_update_that_only_deletes_may_be_older_than_the_step_1_and_is_taken_for_that(bool counts)
    {
        Type("shared");
        SendStep1();
        ReadOnlyMemory<byte> deletion = _document.TransactAndEncode(_ => _document.GetText("t").Delete(0, 1))!;
        Send(deletion, counts);
        SendStep2();
        Send(Type("a"), counts: true);

        Answer();
        Answer();
        Answer();

        // Rather unsaved until the next step 1 than saved too early.
        Assert.Equal(counts ? 1 : 0, _count);
    }

    [Fact]
    public void What_came_before_a_new_step_1_is_answered_by_its_step_2()
    {
        SendStep1();
        SendStep2();
        Answer();
        Send(Type("a"), counts: true);
        Send(Type("b"), counts: true);
        SendStep1();
        SendStep2();

        Answer();
        Answer();
        Assert.Equal(1, _count);
        Answer();
        Assert.Equal(0, _count);
    }

    [Fact]
    public void A_session_that_takes_over_settles_what_the_last_one_owed()
    {
        SendStep1();
        SendStep2();
        Send(Type("answered"), counts: true);
        Answer();
        Answer();
        Send(Type("lost with the session"), counts: true);
        Send(Type("sent to nobody"), counts: true, reaches: false);
        Assert.Equal(2, _count);

        _answers.Reopened();
        Send(Type("early"), counts: true);
        SendStep2();
        Send(Type("late"), counts: true);
        Answer();
        Assert.Equal(2 + 1, _count);
        Answer();
        Assert.Equal(1, _count);
        Answer();
        Assert.Equal(0, _count);
    }

    [Fact]
    public void A_session_that_takes_over_where_nothing_was_owed_tells_nothing_of_the_step_2()
    {
        SendStep1();
        SendStep2();
        Answer();
        _answers.Reopened();
        SendStep2();
        Send(Type("new"), counts: true);

        Answer();
        Assert.Equal(1, _count);
        Answer();
        Assert.Equal(0, _count);
    }

    [Fact]
    public void A_step_1_that_no_session_got_is_settled_by_the_next_one()
    {
        SendStep1(reaches: false);
        Send(Type("to nobody"), counts: true, reaches: false);
        _answers.Reopened();
        SendStep2();

        Answer();

        Assert.Equal(0, _count);
    }

    [Fact]
    public void What_a_reader_changed_stays_unsaved()
    {
        SendStep1();
        SendStep2();
        Answer();
        Send(Type("refused"), counts: true);
        Answer(applied: false);

        Assert.Equal(1, _count);
    }

    private ReadOnlyMemory<byte> Type(string text) =>
        _document.TransactAndEncode(_ => _document.GetText("t").Insert(_document.GetText("t").Length, text))!;

    private void SendStep1(bool reaches = true)
    {
        _count = 1;
        Receive(YWebsocketFrame.Step1(_document.EncodeStateVector()), reaches);
    }

    private void SendStep2() => Receive(YWebsocketFrame.Step2(_document.EncodeStateAsUpdate(StateVector.Empty)), true);

    private void Send(ReadOnlyMemory<byte> update, bool counts, bool reaches = true)
    {
        _count += counts ? 1 : 0;
        Receive(YWebsocketFrame.Update(update.Span), reaches);
    }

    private void Receive(byte[] body, bool reaches) =>
        _answers.Received(new HocuspocusMessage(HocuspocusMessageType.Sync, default, body), reaches);

    private void Answer(bool applied = true)
    {
        var times = _answers.Answered(applied);
        if (applied)
        {
            _count = Math.Max(0, _count - times);
        }
    }
}
