using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Tests.Sessions;

/// <summary>What a stop of the server does to its peers.</summary>
public sealed class DrainTests
{
    private readonly SteppedSessions _stepped = new();

    [Fact]
    public void Peers_are_closed_one_by_one_and_a_few_of_them_at_once()
    {
        var peers = Enumerable.Range(1, 40)
            .Select(client => _stepped.Join(new FakePeer((ulong)client), new DocumentName($"document {client % 4}"))).ToList();
        var stopping = Stop(CancellationToken.None);
        var closed = new List<int>();
        for (var elapsed = 0; elapsed <= 200; elapsed += 20)
        {
            closed.Add(peers.Count(peer => peer.Closed.Task.IsCompleted));
            _stepped.Time.Advance(TimeSpan.FromMilliseconds(20));
            _stepped.Scheduler.RunAll();
        }

        // 5 ms for each of 40.
        Assert.Equal(0, closed[0]);
        Assert.Equal(40, closed[^1]);
        Assert.True(closed.Distinct().Count() > 5, string.Join(" ", closed));
        Assert.All(peers, peer => Assert.Equal(1012, SteppedSessions.ResultOf(peer.Closed.Task).Code));
        Assert.True(stopping.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(DurabilityMode.RelayFirst)]
    [InlineData(DurabilityMode.CommitFirst)]
    public void One_is_closed_once_all_it_sent_is_durable_and_it_was_told(DurabilityMode durability)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { Durability = durability });
        var writer = stepped.Join(1);
        var reader = stepped.Join(2);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync("sent in time"));
        stepped.Run(() => writer.SendAsync(YWebsocketFrame.Barrier([1])));
        var stopping = Stop(stepped, CancellationToken.None);
        stepped.Advance(10);
        var waits = !writer.Closed.Task.IsCompleted && !stopping.IsCompleted;
        var readerWaits = !reader.Closed.Task.IsCompleted;
        stepped.Store.Release();
        stepped.Scheduler.RunAll();

        Assert.True(waits);
        Assert.False(readerWaits);
        Assert.Equal(1012, SteppedSessions.ResultOf(writer.Closed.Task).Code);
        var told = new List<InboundKind>
        {
            stepped.Run(writer.NextAsync).Kind,
            stepped.Run(writer.NextAsync).Kind,
        };
        Assert.Equal([InboundKind.SyncUpdate, InboundKind.Barrier], told);
        Assert.True(stopping.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_is_parked_when_a_close_begins_is_taken_and_what_comes_later_is_not()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxUncommittedBytes = 1024 });
        var writer = stepped.Join(1);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync(new string('x', 2000)));
        stepped.Run(() => writer.TypeAsync(" parked"));
        var stopping = Stop(stepped, CancellationToken.None);
        stepped.Advance(1);
        for (var frame = 0; frame < 2 * PeerState.MaxCredits; frame++)
        {
            stepped.Run(() => writer.TypeAsync(" too late"));
        }

        stepped.Store.Release();
        stepped.Scheduler.RunAll();

        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.EndsWith("x parked", StoredText(stepped), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_let_in_while_the_last_ones_go()
    {
        var writer = _stepped.Join(1);
        _stepped.Store.Hold();
        _stepped.Run(() => writer.TypeAsync("not yet"));
        Stop(CancellationToken.None);

        foreach (var name in new[] { SteppedSessions.Name, new DocumentName("another") })
        {
            var refused = _stepped.Run(() =>
                _stepped.Sessions.ConnectAsync(name, new FakePeer(2), TestContext.Current.CancellationToken));
            Assert.Equal(1012, refused.Refusal.Code);
        }
    }

    [Fact]
    public void When_the_store_is_not_in_time_peers_are_closed_and_what_is_left_is_named()
    {
        var writer = _stepped.Join(1);
        _stepped.Store.Hold();
        _stepped.Run(() => writer.TypeAsync("not saved"));
        using var abandon = new CancellationTokenSource();
        var stopping = Stop(abandon.Token);
        _stepped.Advance(19);
        var waits = !writer.Closed.Task.IsCompleted;
        abandon.Cancel();
        _stepped.Scheduler.RunAll();

        Assert.True(waits);
        Assert.Equal(1012, SteppedSessions.ResultOf(writer.Closed.Task).Code);
        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.Contains("1 updates", Assert.Single(_stepped.Logs.Of(LogLevel.Critical)), StringComparison.Ordinal);
        Assert.Contains(SteppedSessions.Name.ToString(), _stepped.Logs.Of(LogLevel.Critical).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_hangs_for_good_holds_a_stop_no_longer_than_it_may_take()
    {
        var writer = _stepped.Join(1);
        _stepped.Store.Hold();
        _stepped.Store.HangsForGood = true;
        _stepped.Run(() => writer.TypeAsync("being committed"));
        _stepped.Run(() => writer.TypeAsync(" and waiting"));
        var edit = Edit();
        using var abandon = new CancellationTokenSource();
        var stopping = Stop(abandon.Token);
        abandon.Cancel();
        _stepped.Scheduler.RunAll();

        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.IsType<StoreUnavailableException>(edit.Exception?.InnerException);
        Assert.Equal(2, _stepped.Logs.Of(LogLevel.Critical).Count());
        Assert.Equal(0, _stepped.Sessions.Count);
    }

    [Fact]
    public void A_document_that_is_being_loaded_holds_no_stop()
    {
        _stepped.Store.HangsOnLoad = true;
        var connecting = _stepped.Scheduler.Run(() =>
            _stepped.Sessions.ConnectAsync(SteppedSessions.Name, new FakePeer(1), TestContext.Current.CancellationToken));
        var edit = Edit();
        var stopping = Stop(CancellationToken.None);

        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.Equal(1012, SteppedSessions.ResultOf(connecting).Refusal.Code);
        Assert.IsType<StoreUnavailableException>(edit.Exception?.InnerException);
    }

    [Fact]
    public void Edits_of_the_host_that_came_before_a_stop_are_saved_and_later_ones_refused()
    {
        _stepped.Join(1);
        _stepped.Store.Hold();
        var inTime = Edit();
        var stopping = Stop(CancellationToken.None);
        var late = Edit();
        _stepped.Store.Release();
        _stepped.Advance(1);

        Assert.True(inTime.IsCompletedSuccessfully);
        Assert.IsType<StoreUnavailableException>(late.Exception?.InnerException);
        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.Equal("x", StoredText(_stepped));
    }

    private Task<bool> Edit() => _stepped.Scheduler.Run(async () =>
    {
        await _stepped.Sessions.EditAsync(
            SteppedSessions.Name, document => document.GetText("text").Insert(0, "x"), TestContext.Current.CancellationToken);
        return true;
    });

    private static string StoredText(SteppedSessions stepped)
    {
        var stored = SteppedSessions.ResultOf(
            stepped.Store.LoadAsync(SteppedSessions.Name, TestContext.Current.CancellationToken))!;
        var document = new Document();
        foreach (var update in stored.Updates)
        {
            document.ApplyUpdate(update.Span);
        }

        return document.GetText("text").ToString();
    }

    private Task<bool> Stop(CancellationToken abandon) => Stop(_stepped, abandon);

    private static Task<bool> Stop(SteppedSessions stepped, CancellationToken abandon) => stepped.Scheduler.Run(async () =>
    {
        await stepped.Sessions.StopAsync(abandon);
        return true;
    });
}
