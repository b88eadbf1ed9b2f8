using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

public sealed class PeerCreditsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void As_many_as_there_are_are_given_at_once()
    {
        var credits = new PeerCredits(4);

        Assert.True(Take(credits, 3).IsCompletedSuccessfully);
        Assert.True(Take(credits, 1).IsCompletedSuccessfully);
        Assert.False(Take(credits, 1).IsCompleted);
    }

    [Fact]
    public void Who_waits_goes_on_when_half_are_free_again()
    {
        var credits = new PeerCredits(4);
        Assert.True(Take(credits, 4).IsCompletedSuccessfully);
        var waiting = Take(credits, 1);

        credits.Return(1);
        credits.Return(1);
        Assert.False(waiting.IsCompleted);
        credits.Return(1);

        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public void What_takes_all_waits_for_all()
    {
        var credits = new PeerCredits(4);
        Assert.True(Take(credits, 1).IsCompletedSuccessfully);
        var waiting = Take(credits, 4);

        Assert.False(waiting.IsCompleted);
        credits.Return(1);

        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        var credits = new PeerCredits(1);
        Assert.True(Take(credits, 1).IsCompletedSuccessfully);
        var waiting = credits.TakeAsync(1, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task No_wake_is_missed_however_both_sides_meet()
    {
        var credits = new PeerCredits(8);
        var taken = 0;
        var returner = Task.Run(() =>
        {
            for (var returned = 0; returned < 20_000;)
            {
                if (Volatile.Read(ref taken) > returned)
                {
                    credits.Return(1);
                    returned++;
                }
            }
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 20_000; i++)
        {
            await Take(credits, 1).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Interlocked.Increment(ref taken);
        }

        await returner;
    }

    private static Task Take(PeerCredits credits, int cost) => credits.TakeAsync(cost, None).AsTask();
}
