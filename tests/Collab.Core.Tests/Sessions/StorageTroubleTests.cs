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
        fixture.Store.LoadFailure = new DocumentDamagedException("bad checksum");
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
}
