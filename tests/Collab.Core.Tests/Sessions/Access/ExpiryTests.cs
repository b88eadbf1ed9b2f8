using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions.Access;

public sealed class ExpiryTests
{
    private readonly SteppedSessions _stepped = new();

    [Fact]
    public void An_access_ends_when_it_expires_and_not_before()
    {
        var peer = _stepped.Join(UntilSecond(60));
        var other = _stepped.Join(2);

        _stepped.Advance(59);
        var early = peer.Closed.Task.IsCompleted;
        _stepped.Advance(1);

        Assert.False(early);
        Assert.Equal(PeerClose.Expired, SteppedSessions.ResultOf(peer.Closed.Task));
        Assert.Equal(4401, PeerClose.Expired.Code);
        Assert.False(other.Closed.Task.IsCompleted);
    }

    [Fact]
    public void It_ends_no_more_than_moments_late()
    {
        _stepped.Pass(TimeSpan.FromMilliseconds(240));
        var peer = _stepped.Join(new FakePeer(1)
        {
            Access = new DocumentAccess(AccessRight.Write) { Expires = _stepped.Time.GetUtcNow().AddMilliseconds(1300) },
        });

        var stayed = _stepped.Pass(TimeSpan.FromSeconds(5), () => peer.Closed.Task.IsCompleted);

        Assert.InRange(stayed, TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(1.34));
    }

    [Fact]
    public void One_that_was_renewed_stays_until_it_expires_again()
    {
        var peer = _stepped.Join(UntilSecond(60));
        peer.SetAccess(peer.Access with { Expires = _stepped.Time.GetUtcNow().AddSeconds(90) });

        _stepped.Advance(89);
        var early = peer.Closed.Task.IsCompleted;
        _stepped.Advance(1);

        Assert.False(early);
        Assert.Equal(PeerClose.Expired, SteppedSessions.ResultOf(peer.Closed.Task));
    }

    [Fact]
    public void Several_end_each_in_its_time()
    {
        List<FakePeer> peers = [_stepped.Join(UntilSecond(30)), _stepped.Join(UntilSecond(10)), _stepped.Join(UntilSecond(20))];
        var closed = new List<int>();
        for (var second = 1; second <= 30; second++)
        {
            _stepped.Advance(1);
            closed.Add(peers.Count(peer => peer.Closed.Task.IsCompleted));
        }

        Assert.Equal([.. Enumerable.Repeat(0, 9), .. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(2, 10), 3], closed);
    }

    [Fact]
    public void A_new_access_that_has_expired_already_ends_it_at_once()
    {
        var peer = _stepped.Join(1);

        peer.SetAccess(new DocumentAccess(AccessRight.Write) { Expires = _stepped.Time.GetUtcNow() });
        _stepped.Scheduler.RunAll();

        Assert.Equal(PeerClose.Expired, SteppedSessions.ResultOf(peer.Closed.Task));
    }

    [Fact]
    public void One_that_comes_too_late_is_not_let_in()
    {
        _stepped.Advance(5);
        var result = _stepped.Run(() => _stepped.Sessions.ConnectAsync(
            SteppedSessions.Name, UntilSecond(5), TestContext.Current.CancellationToken));

        Assert.Null(result.Link);
        Assert.Equal(PeerClose.Expired, result.Refusal);
    }

    [Fact]
    public void An_expiry_in_many_years_is_waited_for_in_pieces()
    {
        var peer = _stepped.Join(new FakePeer(1)
        {
            Access = new DocumentAccess(AccessRight.Write) { Expires = DateTimeOffset.MaxValue },
        });

        _stepped.Time.Advance(TimeSpan.FromDays(400));
        _stepped.Scheduler.RunAll();

        Assert.False(peer.Closed.Task.IsCompleted);
    }

    private static FakePeer UntilSecond(int second) => new((ulong)second)
    {
        Access = new DocumentAccess(AccessRight.Write) { Expires = DateTimeOffset.UnixEpoch.AddSeconds(second) },
    };
}
