using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

public sealed class SlowPeerTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(4)]
    public async Task One_that_does_not_read_holds_little_and_catches_up_whole(int ringBatches)
    {
        await using var fixture = new SessionFixture(new DocumentSessionOptions { RingBatches = ringBatches });
        var writer = await fixture.JoinAsync(1);
        var slow = await fixture.JoinAsync(2, outboxBytes: 4096);

        for (var round = 0; round < 100; round++)
        {
            await writer.TypeAsync(new string((char)('a' + (round % 26)), 100));
            await writer.ReadUntilSavedAsync($"{round}");
        }

        var held = 0;
        while (slow.Text != writer.Text)
        {
            var message = await slow.NextAsync();
            held += message.Payload.Length;
        }

        // The catch-up is one update of all that was missed, not the hundred that were relayed meanwhile.
        Assert.True(held < 30_000, $"{held} bytes");
        Assert.Equal(writer.Document.EncodeStateVector(), slow.Document.EncodeStateVector());
    }

    [Fact]
    public async Task One_that_falls_behind_while_it_writes_gets_its_own_back_only_when_saved()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var slow = await fixture.JoinAsync(2, outboxBytes: 2048);
        fixture.Store.Hold();
        await slow.TypeAsync("slow ");
        for (var round = 0; round < 50; round++)
        {
            await writer.TypeAsync(new string('x', 100));
        }

        await writer.SendAsync(FakePeer.Awareness(1, 1, "{}"));
        await writer.ReadUntilAsync(InboundKind.Awareness);
        fixture.Store.Release();
        await slow.ReadUntilSavedAsync("saved");
        await writer.ReadUntilSavedAsync("saved");

        await slow.ReadUntilTextAsync(writer.Text);
        Assert.Equal(writer.Document.EncodeStateVector(), slow.Document.EncodeStateVector());
    }

    [Theory]
    [InlineData(256)]
    [InlineData(1)]
    public void Those_who_fell_behind_together_share_the_bytes_that_bring_them_back(int ringBatches)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { RingBatches = ringBatches });
        var writer = stepped.Join(1);
        var (one, two) = (stepped.Join(new FakePeer(2, outboxBytes: 2048)), stepped.Join(new FakePeer(3, outboxBytes: 2048)));
        for (var round = 0; round < 5; round++)
        {
            stepped.Run(() => writer.TypeAsync(new string('x', 1000)));
        }

        var ones = stepped.ReadAll(one)[^1].Payload;
        var twos = stepped.ReadAll(two)[^1].Payload;

        Assert.Equal((5000, 5000), (one.Text.Length, two.Text.Length));
        Assert.True(ones.Equals(twos), "one array for both");
    }

    [Fact]
    public async Task Repeated_step_1s_do_not_pile_up_for_one_that_does_not_read()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        await writer.TypeAsync(new string('x', 3000));
        var slow = await fixture.JoinAsync(2, outboxBytes: 4096);
        for (var i = 0; i < 100; i++)
        {
            await slow.SendAsync(YWebsocketFrame.Step1([0]));
            await slow.SendAsync(YWebsocketFrame.Barrier([(byte)i]));
        }

        var answers = new List<InboundMessage>();
        while (answers.LastOrDefault() is not { Kind: InboundKind.Barrier } last || last.Payload.Span[0] != 99)
        {
            answers.Add(await slow.NextAsync());
        }

        Assert.True(answers.Count(answer => answer.Kind == InboundKind.SyncStep2) <= 40, $"{answers.Count} answers");
    }

    [Fact]
    public void What_came_while_one_caught_up_is_not_missed_when_that_is_dropped_too()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { RingBatches = 1, CatchUpInterval = TimeSpan.Zero });
        var writer = stepped.Join(1);
        var slow = stepped.Join(new FakePeer(2, outboxBytes: 2048));
        stepped.Run(() => slow.SendAsync(YWebsocketFrame.Barrier(new byte[1000])));
        stepped.Store.Hold();
        var together = Task.WhenAll(
            stepped.Scheduler.Start(() => slow.TypeAsync("mine ")), stepped.Scheduler.Start(() => writer.TypeAsync(new string('x', 3000))));
        stepped.Scheduler.RunAll();
        Assert.True(together.IsCompletedSuccessfully);
        stepped.ReadAll(slow);

        // The commit returns in the turn that takes the next update: it is in the document, and was relayed to nobody.
        var next = stepped.Scheduler.Start(() => writer.TypeAsync(new string('y', 3000)));
        stepped.Scheduler.Step();
        stepped.Store.Release();
        stepped.Scheduler.RunAll(count => count - 1);
        Assert.True(next.IsCompletedSuccessfully);
        stepped.Run(() => writer.TypeAsync("last"));
        stepped.ReadAll(slow);

        stepped.ReadAll(writer);
        Assert.Equal(writer.Text, slow.Text);
    }
}
