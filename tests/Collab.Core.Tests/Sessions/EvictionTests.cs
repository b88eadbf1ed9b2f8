using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>Documents that nobody has open go when memory is short, before their time, and come back whole.</summary>
public sealed class EvictionTests
{
    // Three documents of 100 kB, at about five bytes of memory for each that is stored.
    private const long RoomForThree = 1_700_000;

    private static readonly DocumentSessionOptions Options = new()
    {
        MaxLoadedBytes = RoomForThree,
        IdleTimeout = TimeSpan.FromHours(1),
    };

    private readonly SteppedSessions _stepped = new(Options);

    [Fact]
    public void The_one_that_was_left_longest_ago_goes_first()
    {
        Visit("a");
        Visit("b");
        Visit("c");
        Visit("a");
        Assert.Equal(3, _stepped.Sessions.Count);

        Visit("d");

        Assert.Equal(3, _stepped.Sessions.Count);
        // The one that has to be read again takes another's place, so it is asked for last.
        Assert.True(IsOpen("a") && IsOpen("c") && IsOpen("d"));
        Assert.False(IsOpen("b"));
    }

    [Fact]
    public void What_was_let_go_of_comes_back_whole()
    {
        Visit("a");
        Visit("b");
        Visit("c");
        Visit("d");
        Assert.Equal(3, _stepped.Sessions.Count);

        var again = _stepped.Join(new FakePeer(9), new DocumentName("a"));

        Assert.Equal(100_000, again.Text.Length);
    }

    [Fact]
    public void Documents_with_peers_stay_whatever_they_take()
    {
        var peers = Enumerable.Range(1, 5).Select(i => Open($"{i}", (ulong)i)).ToList();

        Assert.Equal(5, _stepped.Sessions.Count);
        Assert.All(peers, peer => Assert.False(peer.Closed.Task.IsCompleted));
    }

    [Fact]
    public void One_that_somebody_opens_just_then_stays()
    {
        Visit("a");
        Visit("b");
        Visit("c");
        var d = Open("d", 4);
        _stepped.Scheduler.RunAll();
        var back = _stepped.Scheduler.Start(async () =>
        {
            var peer = new FakePeer(5);
            await peer.JoinAsync(_stepped.Sessions, new DocumentName("b"));
            return peer;
        });
        _stepped.Scheduler.RunAll();

        Assert.Equal(100_000, SteppedSessions.ResultOf(back).Text.Length);
        Assert.False(d.Closed.Task.IsCompleted);
    }

    private FakePeer Open(string name, ulong client)
    {
        var peer = _stepped.Join(new FakePeer(client), new DocumentName(name));
        if (peer.Text.Length == 0)
        {
            _stepped.Run(() => peer.TypeAsync(new string('x', 100_000)));
        }

        return peer;
    }

    private void Visit(string name)
    {
        Open(name, (ulong)name[0]).Leave();
        _stepped.Scheduler.RunAll();
    }

    /// <summary>Whether a document is in memory: what is not has to be read.</summary>
    private bool IsOpen(string name)
    {
        var before = _stepped.Store.Loads;
        _stepped.Run(() => _stepped.Sessions.ReadAsync(
            new DocumentName(name), document => document.GetText("text").Length, TestContext.Current.CancellationToken));
        return _stepped.Store.Loads == before;
    }
}
