using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>Who of the host listens, hears in order and one thing at a time, and harms nothing by failing.</summary>
public sealed class HostListenerTests
{
    private readonly FakeHost _host = new();

    [Fact]
    public void A_document_is_opened_once_and_closed_after_all_else()
    {
        var stepped = new SteppedSessions(_host);
        var (one, two) = (stepped.Join(1), stepped.Join(2));
        stepped.Run(() => one.TypeAsync("text"));
        one.Leave();
        two.Leave();
        stepped.Advance(120);
        stepped.Join(3);

        Assert.Equal(["opened a/document", "committed 1", "closed a/document", "opened a/document"], _host.Heard);
    }

    [Fact]
    public void A_document_that_could_not_be_loaded_was_never_open()
    {
        var stepped = new SteppedSessions(_host);
        stepped.Store.LoadFailure = new IOException("no disk");

        stepped.Run(() => stepped.Sessions.ConnectAsync(SteppedSessions.Name, new FakePeer(1), CancellationToken.None));

        Assert.Empty(_host.Heard);
    }

    [Fact]
    public void Nobody_waits_for_those_who_hear_that_it_is_opened()
    {
        var stepped = new SteppedSessions(_host);
        _host.Hold(seeds: false);
        var writer = stepped.Join(1);
        stepped.Run(() => writer.TypeAsync("let in"));

        Assert.Equal("let in", stepped.Join(2).Text);
        Assert.Equal(["opened a/document", "committed 1"], _host.Heard);
    }

    [Fact]
    public void Cursors_are_told_with_whose_they_are_and_when_they_go()
    {
        var stepped = new SteppedSessions(_host);
        var ada = stepped.Join(new FakePeer(1) { Access = new DocumentAccess(AccessRight.Write) { Subject = "ada" } });
        var anonymous = stepped.Join(2);
        _host.Heard.Clear();
        stepped.Run(() => ada.SendAsync(FakePeer.Awareness(1, 1, "1")));
        stepped.Run(() => anonymous.SendAsync(FakePeer.Awareness(2, 1, "2")));
        stepped.Advance(1);
        ada.Leave();
        stepped.Advance(1);
        anonymous.Leave();
        stepped.Advance(120);

        Assert.Equal(["1 ada 1", "2 nobody 2", "1 nobody gone", "2 nobody gone", "closed a/document"], _host.Heard);
    }

    [Fact]
    public void One_that_is_busy_hears_of_the_newest_state_alone()
    {
        var stepped = new SteppedSessions(_host);
        var peer = stepped.Join(1);
        _host.Heard.Clear();
        _host.Hold();
        foreach (var clock in new ulong[] { 1, 2, 3 })
        {
            stepped.Run(() => peer.SendAsync(FakePeer.Awareness(1, clock, $"{clock}")));
            stepped.Advance(1);
        }

        _host.Release();
        stepped.Scheduler.RunAll();

        Assert.Equal(["1 nobody 1", "1 nobody 3"], _host.Heard);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_is_immediate_hears_of_changes_as_any_other(bool fails)
    {
        _host.IsImmediate = true;
        var stepped = new SteppedSessions(_host);
        var writer = stepped.Join(1);
        _host.Failure = fails ? new InvalidOperationException("no") : null;
        stepped.Run(() => writer.TypeAsync("one"));
        stepped.Run(() => writer.TypeAsync("two"));

        Assert.Equal(["opened a/document", "committed 1", "committed 2"], _host.Heard);
        Assert.Equal("onetwo", stepped.Join(2).Text);
    }

    [Fact]
    public void One_that_said_it_was_immediate_and_is_not_is_waited_for_all_the_same()
    {
        _host.IsImmediate = true;
        var stepped = new SteppedSessions(_host);
        var writer = stepped.Join(1);
        _host.Hold();
        foreach (var text in new[] { "1", "2", "3" })
        {
            stepped.Run(() => writer.TypeAsync(text));
        }

        Assert.Equal(["opened a/document", "committed 1"], _host.Heard);
        _host.Release();
        stepped.Scheduler.RunAll();
        Assert.Equal(["opened a/document", "committed 1", "committed 3"], _host.Heard);
    }

    [Fact]
    public void A_server_that_stops_tells_that_everybody_has_gone()
    {
        var stepped = new SteppedSessions(_host);
        var peer = stepped.Join(1);
        stepped.Run(() => peer.SendAsync(FakePeer.Awareness(1, 1, "1")));
        _host.Heard.Clear();
        stepped.Scheduler.Start(async () =>
        {
            await stepped.Sessions.StopAsync(CancellationToken.None);
            return true;
        });
        stepped.Advance(10);

        Assert.Equal(["1 nobody gone", "closed a/document"], _host.Heard);
    }

    [Fact]
    public void Failures_are_logged_and_change_nothing()
    {
        var stepped = new SteppedSessions(_host);
        var peer = stepped.Join(1);
        _host.Failure = new InvalidOperationException("out of order");
        stepped.Run(() => peer.TypeAsync("saved all the same"));
        stepped.Run(() => peer.SendAsync(FakePeer.Awareness(1, 1, "1")));
        stepped.Advance(1);
        stepped.Run(() => peer.SendAsync(FakePeer.Awareness(1, 2, "2")));
        stepped.Advance(1);
        peer.Leave();
        stepped.Advance(120);

        Assert.False(peer.Closed.Task.IsCompleted);
        Assert.Contains("1 nobody 2", _host.Heard);
        Assert.Equal(0, stepped.Sessions.Count);
    }

    [Fact]
    public void Commits_that_follow_one_another_are_told_once_there_is_rest()
    {
        var stepped = new SteppedSessions(_host, new DocumentSessionOptions { ListenerDelay = TimeSpan.FromSeconds(2) });
        var peer = stepped.Join(1);
        _host.Heard.Clear();
        for (var i = 0; i < 5; i++)
        {
            stepped.Run(() => peer.TypeAsync("x"));
            stepped.Advance(1);
        }

        var early = _host.Heard.Count;
        stepped.Advance(1);

        Assert.Equal(0, early);
        Assert.Equal(["committed 5"], _host.Heard);
    }

    [Fact]
    public void Commits_that_never_end_are_told_after_the_longest_delay()
    {
        var stepped = new SteppedSessions(_host, new DocumentSessionOptions
        {
            ListenerDelay = TimeSpan.FromSeconds(2),
            MaxListenerDelay = TimeSpan.FromSeconds(5),
        });
        var peer = stepped.Join(1);
        _host.Heard.Clear();
        for (var i = 0; i < 12; i++)
        {
            stepped.Run(() => peer.TypeAsync("x"));
            stepped.Advance(1);
        }

        Assert.Equal(["committed 5", "committed 10"], _host.Heard);
    }

    [Fact]
    public void What_was_not_told_yet_is_told_before_the_document_is_closed()
    {
        var stepped = new SteppedSessions(_host, new DocumentSessionOptions
        {
            ListenerDelay = TimeSpan.FromMinutes(10),
            MaxListenerDelay = TimeSpan.FromMinutes(10),
        });
        var peer = stepped.Join(1);
        stepped.Run(() => peer.TypeAsync("x"));
        peer.Leave();
        stepped.Advance(120);

        Assert.Equal(["opened a/document", "committed 1", "closed a/document"], _host.Heard);
    }
}
