using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

public sealed class ReceivedFramesTests
{
    [Fact]
    public void Frames_that_came_together_are_handled_in_order()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);
        var reader = stepped.Join(2);

        stepped.Run(() => writer.SendTogetherAsync(
            YWebsocketFrame.Update(writer.Edit("a")), YWebsocketFrame.Update(writer.Edit("b")), YWebsocketFrame.Barrier([9])));
        stepped.ReadAll(reader);

        Assert.Equal("ab", reader.Text);
        Assert.Contains(stepped.ReadAll(writer), message => message.Kind == InboundKind.Barrier);
    }

    [Fact]
    public void A_message_of_an_unknown_type_ends_its_own_frame_alone()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);

        stepped.Run(() => writer.SendTogetherAsync(
            new byte[] { 99, 1, 2, 3 }, Array.Empty<byte>(), YWebsocketFrame.Update(writer.Edit("known"))));

        Assert.Equal("known", TextOf(stepped));
    }

    [Fact]
    public void A_malformed_one_costs_its_sender_those_that_follow_and_keeps_those_before()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);

        stepped.Run(() => writer.SendTogetherAsync(
            YWebsocketFrame.Update(writer.Edit("before ")), new byte[] { 0, 2, 200 }, YWebsocketFrame.Update(writer.Edit("after"))));

        Assert.Equal(4400, SteppedSessions.ResultOf(writer.Closed.Task).Code);
        Assert.Equal("before ", TextOf(stepped));
    }

    [Fact]
    public void When_updates_are_not_taken_those_in_the_middle_of_many_wait_and_none_is_handled_twice()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        var writer = stepped.Join(1);
        var reader = stepped.Join(2);
        stepped.Store.Hold();
        stepped.Run(() => writer.SendTogetherAsync(
            YWebsocketFrame.Update(writer.Edit(new string('x', 2000))),
            YWebsocketFrame.Barrier([1]),
            YWebsocketFrame.Update(writer.Edit("y")),
            YWebsocketFrame.Update(writer.Edit("z")),
            YWebsocketFrame.Barrier([2])));
        stepped.ReadAll(reader);
        Assert.Equal(2000, reader.Text.Length);

        stepped.Store.Release();
        stepped.Scheduler.RunAll();
        stepped.ReadAll(reader);

        Assert.Equal(writer.Text, reader.Text);
        Assert.Equal([1, 2], stepped.ReadAll(writer).Where(message => message.Kind == InboundKind.Barrier)
            .Select(message => message.Payload.Span[0]));
    }

    private static string TextOf(SteppedSessions stepped) =>
        stepped.Run(() => stepped.Sessions.ReadAsync(
            SteppedSessions.Name, document => document.GetText("text").ToString(), CancellationToken.None));
}
