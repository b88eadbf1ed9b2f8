using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Tests.Sessions;

public sealed class JoiningTests
{
    [Fact]
    public async Task A_late_joiner_gets_the_whole_state_in_one_message()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        for (var i = 0; i < 20; i++)
        {
            await writer.TypeAsync($"{i} ");
        }

        await writer.ReadUntilSavedAsync("saved");
        var joiner = await fixture.JoinAsync(2);

        Assert.Equal(writer.Text, joiner.Text);
        Assert.Equal(writer.Document.EncodeStateAsUpdate(), joiner.Document.EncodeStateAsUpdate());
    }

    [Fact]
    public async Task One_that_returns_gets_what_it_lacks_and_brings_what_it_did_meanwhile()
    {
        await using var fixture = new SessionFixture();
        var other = await fixture.JoinAsync(1);
        var returning = await fixture.JoinAsync(2);
        await other.TypeAsync(new string('a', 5000));
        await returning.ReadUntilTextAsync(other.Text);
        returning.Leave();
        returning.Edit("offline ");
        await other.TypeAsync("online ");
        await other.ReadUntilSavedAsync("saved");
        var known = returning.Document.GetStateVector();

        var again = new FakePeer(3);
        again.Document.ApplyUpdate(returning.Document.EncodeStateAsUpdate());
        var serverVector = await again.ConnectAsync(fixture.Sessions, SessionFixture.Name);
        await again.SendAsync(YWebsocketFrame.Step1(again.Document.EncodeStateVector()));
        var step2 = await again.ReadUntilAsync(InboundKind.SyncStep2);
        await again.SendAsync(YWebsocketFrame.Step2(again.Document.EncodeStateAsUpdate(StateVector.Decode(serverVector.Span))));

        Assert.Equal(other.Document.EncodeStateAsUpdate(known), step2.Payload.ToArray());
        Assert.True(step2.Payload.Length < 100);
        await other.ReadUntilTextAsync(again.Text);
        Assert.Contains("offline ", other.Text, StringComparison.Ordinal);
        Assert.Contains("online ", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_relayed_to_a_peer_before_its_step_2()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var joiner = new FakePeer(2);
        await joiner.ConnectAsync(fixture.Sessions, SessionFixture.Name);

        await writer.TypeAsync("before");
        await writer.ReadUntilSavedAsync("saved");
        await joiner.SendAsync(YWebsocketFrame.Step1(joiner.Document.EncodeStateVector()));
        var first = await joiner.NextAsync();

        Assert.Equal(InboundKind.SyncStep2, first.Kind);
        Assert.Equal("before", joiner.Text);
    }

    [Fact]
    public async Task A_step_2_waits_for_the_commit_of_what_its_peer_wrote()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        fixture.Store.Hold();

        await writer.TypeAsync("mine");
        await writer.SendAsync(YWebsocketFrame.Step1(StateVector.Empty.Encode()));
        await writer.SendAsync(FakePeer.Awareness(1, 1, "{}"));
        var before = await writer.NextAsync();
        fixture.Store.Release();
        var step2 = await writer.ReadUntilAsync(InboundKind.SyncStep2);

        Assert.Equal(InboundKind.Awareness, before.Kind);
        Assert.Equal(writer.Document.EncodeStateAsUpdate(), step2.Payload.ToArray());
    }

    [Fact]
    public async Task Updates_that_race_with_a_join_are_all_seen()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        for (var round = 0; round < 100; round++)
        {
            var typing = writer.TypeAsync($"{round} ");
            var joiner = await fixture.JoinAsync((ulong)round + 2);
            await typing;
            await joiner.ReadUntilTextAsync(writer.Text);
            joiner.Leave();
        }
    }
}
