using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

public sealed class OutboxTests
{
    private readonly List<Outbox> _woken = [];
    private int _wakes;

    [Fact]
    public void A_reader_is_woken_once_for_each_time_that_it_found_nothing()
    {
        var outbox = Open();

        outbox.TryAdd(Frame(1), _woken);
        outbox.TryAdd(Frame(2), _woken);
        Assert.Single(_woken);

        Assert.Equal([1, 2], TakeAll(outbox));
        Assert.Single(_woken);

        outbox.TryAdd(Frame(3), _woken);
        Assert.Equal(2, _woken.Count);
    }

    [Fact]
    public void A_reader_that_has_not_found_the_end_yet_is_not_woken()
    {
        var outbox = Open();
        outbox.TryAdd(Frame(1), _woken);
        outbox.TryTake(out _);

        outbox.TryAdd(Frame(2), _woken);

        Assert.Single(_woken);
    }

    [Fact]
    public void It_may_be_read_from_within_the_wake()
    {
        Outbox? outbox = null;
        var taken = new List<byte>();
        outbox = new Outbox(100, _ => taken.AddRange(TakeAll(outbox!)));

        outbox.TryAdd(Frame(1), _woken);
        outbox.Wake(mayTakeHere: true);
        outbox.TryAdd(Frame(2), _woken);
        outbox.Wake(mayTakeHere: true);

        Assert.Equal([1, 2], taken);
        Assert.Equal(2, _woken.Count);
    }

    [Fact]
    public void Awareness_leaves_last_and_nothing_is_left_then()
    {
        var outbox = Open();
        Assert.True(outbox.TryAddAwareness(new byte[] { 9 }, _woken));
        outbox.TryAdd(Frame(7), _woken);

        Assert.Equal([7, 9], TakeAll(outbox));
        Assert.True(outbox.IsDrained);
    }

    [Fact]
    public void Newer_awareness_takes_out_what_still_waits_and_is_for_later()
    {
        var outbox = Open();
        outbox.TryAddAwareness(new byte[] { 8 }, _woken);

        Assert.False(outbox.TryAddAwareness(new byte[] { 9 }, _woken));

        Assert.Empty(TakeAll(outbox));
        Assert.True(outbox.TryAddAwareness(new byte[] { 9 }, _woken));
    }

    [Fact]
    public void Who_waits_for_the_end_of_it_is_told_when_everything_is_taken()
    {
        var outbox = Open();
        var drained = 0;
        outbox.TryAdd(Frame(1), _woken);

        outbox.NotifyWhenDrained(() => drained++, _woken);
        outbox.TryTake(out _);
        Assert.Equal(0, drained);

        outbox.TryTake(out _);
        Assert.Equal(1, drained);
    }

    [Fact]
    public void A_reader_that_waits_is_woken_to_say_that_everything_is_taken()
    {
        var outbox = Open();
        outbox.TryTake(out _);

        outbox.NotifyWhenDrained(() => { }, _woken);

        Assert.Single(_woken);
    }

    [Fact]
    public void It_ends_once_it_is_completed_and_empty()
    {
        var outbox = Open();
        outbox.TryAdd(Frame(1), _woken);

        outbox.Complete();
        Assert.False(outbox.IsEnded);

        Assert.Equal([1], TakeAll(outbox));
        Assert.True(outbox.IsEnded);
        Assert.True(outbox.TryAdd(Frame(2), _woken));
        Assert.False(outbox.TryTake(out _));
    }

    [Fact]
    public void Completing_it_wakes_a_reader_that_waits()
    {
        var outbox = Open();
        outbox.TryTake(out _);

        outbox.Complete();

        Assert.Equal(1, _wakes);
    }

    [Fact]
    public void What_does_not_fit_is_refused_unless_it_is_alone()
    {
        var outbox = Open(maxBytes: 10);

        Assert.True(outbox.TryAdd(new OutboundFrame(new byte[50], 1), _woken));
        Assert.False(outbox.TryAdd(new OutboundFrame(new byte[1], 2), _woken));
        Assert.Equal(1, outbox.DropUpdates(2));
        Assert.True(outbox.TryAdd(new OutboundFrame(new byte[1], 3), _woken));
    }

    private static OutboundFrame Frame(byte value) => new(new[] { value }, 0);

    private static List<byte> TakeAll(Outbox outbox)
    {
        var taken = new List<byte>();
        while (outbox.TryTake(out var frame))
        {
            taken.Add(frame.Span[0]);
        }

        return taken;
    }

    private Outbox Open(int maxBytes = 100) => new(maxBytes, _ => _wakes++);
}
