using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions;

public sealed class StorageTroubleTests
{
    [Fact]
    public async Task A_failed_load_refuses_its_peers_and_stores_nothing()
    {
        await using var fixture = new SessionFixture();
        fixture.Store.LoadFailure = new StoreUnavailableException("down");
        var refused = await fixture.Sessions.ConnectAsync(
            SessionFixture.Name, new FakePeer(1), TestContext.Current.CancellationToken);

        fixture.Store.LoadFailure = null;
        var later = await fixture.JoinAsync(2);

        Assert.Null(refused.Link);
        Assert.Equal(4503, refused.Refusal.Code);
        Assert.Equal(0, fixture.Store.Appends);
        Assert.Equal("", later.Text);
    }

    [Fact]
    public async Task A_commit_that_fails_is_repeated_and_acknowledged_once_it_holds()
    {
        await using var fixture = new SessionFixture();
        var writer = new FakePeer(1) { WantsStatus = true };
        await writer.JoinAsync(fixture.Sessions, SessionFixture.Name);
        fixture.Store.Failure = new StoreUnavailableException("down");

        await writer.TypeAsync("kept");
        var trouble = await writer.NextAsync();
        fixture.Store.Failure = null;
        var echoed = Task.Run(() => writer.ReadUntilAsync(InboundKind.SyncUpdate));
        await fixture.AdvanceUntilAsync(() => echoed.IsCompleted);

        // Type 103 is one that this side, written for what clients send, does not know.
        Assert.Equal(InboundKind.Unknown, trouble.Kind);
        var stored = await fixture.Store.LoadAsync(SessionFixture.Name, TestContext.Current.CancellationToken);
        Assert.Equal(1, stored!.Sequence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(490)]
    [InlineData(740)]
    [InlineData(990)]
    public void A_store_that_hangs_is_told_as_trouble_within_three_seconds(int phase)
    {
        var stepped = new SteppedSessions();
        stepped.Pass(TimeSpan.FromMilliseconds(phase));
        var writer = stepped.Join(new FakePeer(1) { WantsStatus = true });
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync("not stored"));
        stepped.ReadAll(writer);

        var untold = stepped.Pass(
            TimeSpan.FromSeconds(10), () => stepped.ReadAll(writer).Exists(message => message.Kind == InboundKind.Unknown));

        Assert.InRange(untold, CommitQueue.TroubleAfter, TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task While_too_much_waits_for_the_store_writers_are_not_read_and_then_closed()
    {
        await using var fixture = new SessionFixture(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        var writer = await fixture.JoinAsync(1);
        var reader = await fixture.JoinAsync(2);
        fixture.Store.Hold();

        await writer.TypeAsync(new string('x', 2000));
        await reader.ReadUntilTextAsync(writer.Text);
        await writer.TypeAsync("parked");
        await fixture.AdvanceUntilAsync(() => writer.Closed.Task.IsCompleted);

        Assert.Equal(4503, (await writer.Closed.Task).Code);
        Assert.False(reader.Closed.Task.IsCompleted);
    }

    [Fact]
    public async Task What_was_parked_is_taken_when_the_store_is_back()
    {
        await using var fixture = new SessionFixture(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        var writer = await fixture.JoinAsync(1);
        var reader = await fixture.JoinAsync(2);
        fixture.Store.Hold();
        await writer.TypeAsync(new string('x', 2000));
        await reader.ReadUntilTextAsync(writer.Text);
        await writer.TypeAsync("parked");

        fixture.Store.Release();

        await reader.ReadUntilTextAsync(writer.Text);
        await writer.ReadUntilSavedAsync("saved");
    }

    [Fact]
    public void What_was_parked_is_taken_though_its_sender_has_left()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        var writer = stepped.Join(1);
        var reader = stepped.Join(2);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync(new string('x', 2000)));
        stepped.Run(() => writer.TypeAsync("parked"));
        writer.Leave();
        stepped.Scheduler.RunAll();

        stepped.Store.Release();
        stepped.Scheduler.RunAll();

        stepped.ReadAll(reader);
        Assert.Equal(writer.Text, reader.Text);
    }

    [Fact]
    public void Too_much_of_all_documents_together_stops_the_writers_of_each()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytesInAll = 3000 });
        var one = stepped.Join(1);
        var other = stepped.Join(new FakePeer(2), new DocumentName("another"));
        var reader = stepped.Join(new FakePeer(3), new DocumentName("another"));
        stepped.Store.Hold();
        stepped.Run(() => one.TypeAsync(new string('x', 4000)));
        stepped.Run(() => other.TypeAsync("parked"));
        stepped.ReadAll(reader);
        var seen = reader.Text;
        stepped.Store.Release();
        stepped.Advance(2);
        stepped.ReadAll(reader);

        Assert.Equal("", seen);
        Assert.Equal("parked", reader.Text);
        Assert.False(other.Closed.Task.IsCompleted);
    }

    [Fact]
    public void What_was_handled_of_a_parked_frame_is_not_handled_again()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        var writer = stepped.Join(1);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync(new string('x', 2000)));
        byte[] frame = [.. YWebsocketFrame.Barrier([1]), .. YWebsocketFrame.Update(writer.Edit("parked")), .. YWebsocketFrame.Barrier([2])];
        stepped.Run(() => writer.SendAsync(frame));
        stepped.Store.Release();
        stepped.Scheduler.RunAll();

        var echoed = stepped.ReadAll(writer).Where(message => message.Kind == InboundKind.Barrier).Select(message => message.Payload.Span[0]);
        Assert.Equal([1, 2], echoed);
    }

    [Fact]
    public void One_that_is_closed_while_it_is_not_read_can_answer_the_close()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        var writer = stepped.Join(1);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync(new string('x', 2000)));
        for (var frame = 0; frame < PeerState.MaxCredits; frame++)
        {
            stepped.Run(() => writer.TypeAsync("parked"));
        }

        var more = stepped.Scheduler.Start(async () =>
        {
            await writer.TypeAsync("not read");
            return true;
        });
        stepped.Scheduler.RunAll();
        var waited = !more.IsCompleted;
        stepped.Advance(31);

        Assert.True(waited);
        Assert.Equal(4503, SteppedSessions.ResultOf(writer.Closed.Task).Code);
        Assert.True(more.IsCompleted);
    }

    [Fact]
    public void Those_that_bring_nothing_are_not_closed_while_writers_are_not_read()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        var writer = stepped.Join(1);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync(new string('x', 2000)));

        var newcomer = stepped.Join(2);
        var reader = new FakePeer(3) { Access = new DocumentAccess(AccessRight.Read) };
        reader.Edit("not allowed anyway");
        stepped.Join(reader);
        stepped.Advance(60);

        Assert.False(newcomer.Closed.Task.IsCompleted);
        Assert.False(reader.Closed.Task.IsCompleted);
    }

    [Fact]
    public void A_store_that_hangs_is_told_as_trouble_too()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(new FakePeer(1) { WantsStatus = true });
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync("kept"));

        stepped.Advance(3);
        var before = stepped.ReadAll(writer);
        stepped.Store.Release();
        stepped.Scheduler.RunAll();
        var after = stepped.ReadAll(writer);

        Assert.Equal(InboundKind.Unknown, Assert.Single(before).Kind);
        Assert.Contains(after, message => message.Kind == InboundKind.Unknown);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_a_minute_of_trouble_all_is_acknowledged_within_ten_seconds(bool hangs)
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);
        var reader = stepped.Join(2);
        stepped.Store.Failure = hangs ? null : new StoreUnavailableException("down");
        if (hangs)
        {
            stepped.Store.Hold();
        }

        for (var second = 0; second < 60; second++)
        {
            stepped.Run(() => writer.TypeAsync($"{second} "));
            stepped.Advance(1);
        }

        stepped.Run(() => writer.SendAsync(YWebsocketFrame.Barrier([1])));
        stepped.ReadAll(reader);
        var before = stepped.ReadAll(writer);
        stepped.Store.Failure = null;
        if (hangs)
        {
            stepped.Store.Release();
        }

        stepped.Advance(10);
        var after = stepped.ReadAll(writer);

        Assert.Equal(writer.Text, reader.Text);
        Assert.Empty(before);
        Assert.Equal(InboundKind.Barrier, after[^1].Kind);
        Assert.False(reader.Closed.Task.IsCompleted);
        Assert.False(stepped.Sessions.IsStoreFailing);
    }

    [Fact]
    public void One_that_reads_too_slowly_hears_of_trouble_later()
    {
        var stepped = new SteppedSessions();
        var other = stepped.Join(1);
        stepped.Run(() => other.TypeAsync(new string('x', 5000)));
        var slow = stepped.Join(new FakePeer(2, outboxBytes: 1024) { WantsStatus = true });
        stepped.Run(() => slow.SendAsync(YWebsocketFrame.Step1([0])));
        stepped.Store.Failure = new StoreUnavailableException("down");

        stepped.Run(() => other.TypeAsync("kept"));

        Assert.Contains(stepped.ReadAll(slow), message => message.Kind == InboundKind.Unknown);
    }
}
