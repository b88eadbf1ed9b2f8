using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

public sealed class LifecycleTests
{
    [Fact]
    public async Task A_document_reads_the_same_after_a_restart()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        await writer.TypeAsync("one ");
        await writer.TypeAsync("two");
        await writer.ReadUntilSavedAsync("saved");

        await using var restarted = fixture.Open();
        var reader = new FakePeer(2);
        await reader.JoinAsync(restarted, SessionFixture.Name);

        Assert.Equal("one two", reader.Text);
    }

    [Fact]
    public async Task An_empty_session_writes_a_checkpoint_and_is_let_go()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        await writer.TypeAsync("kept");
        await writer.ReadUntilSavedAsync("saved");

        writer.Leave();
        await fixture.AdvanceUntilAsync(() => fixture.Sessions.Count == 0);
        var stored = await fixture.Store.LoadAsync(SessionFixture.Name, TestContext.Current.CancellationToken);
        var again = await fixture.JoinAsync(2);

        Assert.Equal(1, stored!.Checkpoint!.Sequence);
        Assert.Empty(stored.Updates);
        Assert.Equal("kept", again.Text);
    }

    [Fact]
    public async Task A_long_log_is_replaced_by_a_checkpoint_while_editing_goes_on()
    {
        await using var fixture = new SessionFixture(new DocumentSessionOptions { CheckpointAfterBytes = 16 * 1024 });
        var writer = await fixture.JoinAsync(1);
        for (var i = 0; i < 100; i++)
        {
            await writer.TypeAsync($"{i} ");
            await writer.ReadUntilSavedAsync($"{i}");
        }

        await fixture.AdvanceUntilAsync(() => fixture.Store.Checkpoints > 0);
        await using var restarted = fixture.Open();
        var text = await restarted.ReadAsync(
            SessionFixture.Name, document => document.GetText("text").ToString(), TestContext.Current.CancellationToken);

        Assert.Equal(writer.Text, text);
    }

    [Fact]
    public async Task Stopping_tells_peers_to_come_back_and_keeps_what_they_sent()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        await writer.TypeAsync("sent in time");

        var stopping = fixture.Sessions.StopAsync(TestContext.Current.CancellationToken);
        await fixture.AdvanceUntilAsync(() => stopping.IsCompleted);
        await stopping;
        var refused = await fixture.Sessions.ConnectAsync(
            SessionFixture.Name, new FakePeer(2), TestContext.Current.CancellationToken);
        await using var restarted = fixture.Open();

        Assert.Equal(1012, (await writer.Closed.Task).Code);
        Assert.Equal(1012, refused.Refusal.Code);
        Assert.Equal("sent in time", await restarted.ReadAsync(
            SessionFixture.Name, document => document.GetText("text").ToString(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_host_edits_beside_the_peers_and_knows_when_it_is_saved()
    {
        await using var fixture = new SessionFixture();
        var reader = await fixture.JoinAsync(1);

        await fixture.Sessions.EditAsync(
            SessionFixture.Name, document => document.GetText("text").Insert(0, "host"), TestContext.Current.CancellationToken);

        Assert.Equal(1, (await fixture.Store.LoadAsync(SessionFixture.Name, TestContext.Current.CancellationToken))!.Sequence);
        await reader.ReadUntilTextAsync("host");
    }

    [Fact]
    public async Task An_edit_that_throws_leaves_nothing_behind()
    {
        await using var fixture = new SessionFixture();
        var writer = await fixture.JoinAsync(1);
        await writer.TypeAsync("kept");
        await writer.ReadUntilSavedAsync("saved");

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => fixture.Sessions.EditAsync(
            SessionFixture.Name,
            document =>
            {
                document.GetText("text").Insert(0, "half an edit ");
                throw new InvalidTimeZoneException();
            },
            TestContext.Current.CancellationToken));
        var close = await FakePeer.SoonAsync(writer.Closed.Task);

        Assert.Equal(1011, close.Code);
        Assert.Equal("kept", await fixture.Sessions.ReadAsync(
            SessionFixture.Name, document => document.GetText("text").ToString(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_waits_for_a_session_that_fails_is_served_by_the_next()
    {
        await using var fixture = new SessionFixture();
        Task<string>? read = null;
        Task<ConnectResult>? joining = null;

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => fixture.Sessions.EditAsync(
            SessionFixture.Name,
            document =>
            {
                read = fixture.Sessions.ReadAsync(
                    SessionFixture.Name, opened => opened.GetText("text").ToString(), TestContext.Current.CancellationToken);
                joining = fixture.Sessions.ConnectAsync(SessionFixture.Name, new FakePeer(1), TestContext.Current.CancellationToken);
                throw new InvalidTimeZoneException();
            },
            TestContext.Current.CancellationToken));

        Assert.Equal("", await FakePeer.SoonAsync(read!));
        Assert.NotNull((await FakePeer.SoonAsync(joining!)).Link);
    }

    [Fact]
    public async Task Listeners_hear_of_the_title_once_it_is_durable()
    {
        var listener = new RecordingListener();
        await using var fixture = new SessionFixture(null, listener);
        fixture.Store.Hold();

        var edit = fixture.Sessions.EditAsync(
            SessionFixture.Name,
            document =>
            {
                document.GetMap("meta").Set("kind", "board");
                document.GetMap("meta").Set("title", "Plans");
            },
            TestContext.Current.CancellationToken);
        var reader = await fixture.JoinAsync(1);
        Assert.False(listener.Heard.Task.IsCompleted);
        fixture.Store.Release();
        var change = await FakePeer.SoonAsync(listener.Heard.Task);
        await edit;

        Assert.Equal(new DocumentMeta("board", "Plans"), change.Meta);
        Assert.Equal(SessionFixture.Name, change.Document);
        Assert.Equal(1, change.Sequence);
    }

    private sealed class RecordingListener : IDocumentListener
    {
        public TaskCompletionSource<CommittedChange> Heard { get; } = new();

        public Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken)
        {
            Heard.TrySetResult(change);
            return Task.CompletedTask;
        }
    }
}
