using Collab.Load.Replaying;
using Collab.Load.Sockets;

namespace Collab.Load.Tests.Replaying;

public sealed class MemberTests : IDisposable
{
    private const int Updates = 40;

    private readonly EventLoop _loop = new();
    private readonly List<byte[]> _typed = Typist.Type(0, Updates, "the first");
    private readonly List<byte[]> _others = Typist.Type(1, Updates);
    private readonly Tally _tally = new();
    private readonly Writer[] _writers;
    private readonly Member _reader;

    public MemberTests()
    {
        _writers = [new Writer(Typist.Record(_typed), 1, 1000), new Writer(Typist.Record(_others), 1, 1000)];
        _reader = new Member(_loop, _writers, ownWriter: -1, _tally);
    }

    [Fact]
    public void Single_and_merged_updates_count_the_same()
    {
        var merging = new Tally();
        var other = new Member(_loop, _writers, ownWriter: -1, merging);

        foreach (var update in _typed.Concat(_others))
        {
            _reader.OnUpdate(null!, update);
        }

        other.OnUpdate(null!, Typist.Merge([.. _typed.Take(7), .. _others.Take(30)]));
        other.OnUpdate(null!, Typist.Merge([.. _typed.Skip(7), .. _others.Skip(30)]));

        Assert.Equal((2 * Updates, 0), (_tally.Deliveries, _tally.Gaps));
        Assert.Equal((2 * Updates, 0), (merging.Deliveries, merging.Gaps));
        Assert.Equal(2 * Updates, merging.Latency.Count);
    }

    [Fact]
    public void What_comes_twice_counts_once()
    {
        _reader.OnUpdate(null!, _typed[0]);
        _reader.OnUpdate(null!, _typed[1]);
        _reader.OnUpdate(null!, Typist.Merge(_typed.Take(5)));
        _reader.OnUpdate(null!, _typed[4]);

        Assert.Equal(5, _tally.Deliveries);
    }

    [Fact]
    public void Its_own_updates_do_not_count()
    {
        var writer = new Member(_loop, _writers, ownWriter: 0, _tally);

        writer.OnUpdate(null!, Typist.Merge([.. _typed, .. _others]));

        Assert.Equal(Updates, _tally.Deliveries);
    }

    [Fact]
    public void An_update_before_its_predecessor_is_noted()
    {
        _reader.OnUpdate(null!, _typed[0]);
        _reader.OnUpdate(null!, _typed[2]);

        Assert.Equal(1, _tally.Gaps);
    }

    [Fact]
    public void It_has_all_when_it_has_the_last_update_of_every_other_writer()
    {
        Assert.True(_reader.HasAll);

        _writers[0].Send(NeverTaken.Connection(_loop), _loop.Frames, 2, _loop.Now);
        Assert.False(_reader.HasAll);

        _reader.OnUpdate(null!, _typed[0]);
        Assert.False(_reader.HasAll);

        _reader.OnUpdate(null!, _typed[1]);
        Assert.True(_reader.HasAll);
    }

    public void Dispose() => _loop.Dispose();
}
