using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

public sealed class RelayTests
{
    [Fact]
    public async Task An_update_reaches_the_others_as_it_was_sent()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var reader = await fixture.JoinAsync(2);

        var update = await writer.TypeAsync("hello");

        var received = await reader.ReadUntilAsync(InboundKind.SyncUpdate);
        Assert.Equal(update, received.Payload.ToArray());
        Assert.Equal("hello", reader.Text);
    }

    [Fact]
    public async Task The_sender_gets_its_own_update_back_only_after_the_commit()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        fixture.Store.Hold();

        var update = await writer.TypeAsync("hello");
        await writer.SendAsync(FakePeer.Awareness(1, 1, "{}"));
        var before = await writer.NextAsync();
        fixture.Store.Release();
        var after = await writer.NextAsync();

        Assert.Equal(InboundKind.Awareness, before.Kind);
        Assert.Equal(InboundKind.SyncUpdate, after.Kind);
        Assert.Equal(update, after.Payload.ToArray());
        Assert.NotNull(await fixture.Store.LoadAsync(SessionFixture.Name, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Others_do_not_wait_for_the_commit()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var reader = await fixture.JoinAsync(2);
        fixture.Store.Hold();

        await writer.TypeAsync("hello");

        await reader.ReadUntilTextAsync("hello");
    }

    [Fact]
    public async Task An_update_that_adds_nothing_is_neither_relayed_nor_logged()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var reader = await fixture.JoinAsync(2);
        var update = await writer.TypeAsync("hello");
        await writer.ReadUntilSavedAsync("first");
        var appends = fixture.Store.Appends;

        await writer.SendAsync(YWebsocketFrame.Update(update));
        await writer.ReadUntilSavedAsync("second");

        Assert.Equal(appends, fixture.Store.Appends);
        await reader.ReadUntilTextAsync("hello");
        Assert.Empty(await reader.ReadUntilSavedAsync("nothing more"));
    }

    [Fact]
    public async Task Blocks_that_came_too_early_are_kept_and_relayed_once_they_fit()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var reader = await fixture.JoinAsync(2);
        var first = writer.Edit("one ");
        var second = writer.Edit("two");

        await writer.SendAsync(YWebsocketFrame.Update(second));
        await writer.ReadUntilSavedAsync("pending");
        await using var restarted = fixture.Open();
        var stored = await restarted.ReadAsync(
            SessionFixture.Name, document => document.HasPending, TestContext.Current.CancellationToken);
        await writer.SendAsync(YWebsocketFrame.Update(first));

        Assert.True(stored);
        await reader.ReadUntilTextAsync("one two");
    }

    [Fact]
    public async Task A_message_of_an_unknown_type_ends_its_frame_and_nothing_else()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var reader = await fixture.JoinAsync(2);

        await writer.SendAsync(new byte[] { 99, 1, 2, 3 });
        await writer.TypeAsync("on");

        await reader.ReadUntilTextAsync("on");
    }

    [Theory]
    [InlineData(new byte[] { 0, 2, 5, 1, 1 })]
    [InlineData(new byte[] { 0, 2, 3, 1, 1, 1 })]
    [InlineData(new byte[] { 0, 7 })]
    [InlineData(new byte[] { 0, 0, 2, 255, 255 })]
    [InlineData(new byte[] { 1, 3, 1, 1, 1 })]
    public async Task Malformed_bytes_close_their_sender_alone(byte[] frame)
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var reader = await fixture.JoinAsync(2);
        var attacker = await fixture.JoinAsync(3);

        await attacker.SendAsync(frame);
        var close = await FakePeer.SoonAsync(attacker.Closed.Task);
        await writer.TypeAsync("still here");

        Assert.Equal(4400, close.Code);
        Assert.StartsWith("malformed: ", close.Reason, StringComparison.Ordinal);
        await reader.ReadUntilTextAsync("still here");
    }

    [Fact]
    public async Task What_a_reader_writes_is_not_taken()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        var reader = new FakePeer(2) { Access = new DocumentAccess(AccessRight.Read) };
        await reader.JoinAsync(fixture.Sessions, SessionFixture.Name);

        await reader.TypeAsync("forbidden");
        await reader.ReadUntilSavedAsync("handled");
        await writer.TypeAsync("allowed");
        await writer.ReadUntilSavedAsync("saved");

        Assert.Equal("allowed", await fixture.Sessions.ReadAsync(
            SessionFixture.Name, document => document.GetText("text").ToString(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Everybody_ends_equal_when_all_type_at_once()
    {
        await using var fixture = new SessionFixture();
        var peers = new List<FakePeer>();
        for (var client = 1UL; client <= 5; client++)
        {
            peers.Add(await fixture.JoinAsync(client));
        }

        for (var round = 0; round < 40; round++)
        {
            foreach (var peer in peers)
            {
                await peer.TypeAsync($"{peer.Id}:{round} ");
            }
        }

        foreach (var peer in peers)
        {
            await peer.ReadUntilSavedAsync("typed");
        }

        // Every peer's own barrier passed, so that all updates are in the session before these.
        foreach (var peer in peers)
        {
            await peer.ReadUntilSavedAsync("seen");
        }

        var expected = await fixture.Sessions.ReadAsync(
            SessionFixture.Name, document => document.EncodeStateVector(), TestContext.Current.CancellationToken);
        Assert.All(peers, peer => Assert.Equal(expected, peer.Document.EncodeStateVector()));
        Assert.All(peers, peer => Assert.Equal(peers[0].Text, peer.Text));
    }
}
