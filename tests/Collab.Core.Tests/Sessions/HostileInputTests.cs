using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Tests.Sessions;

/// <summary>What a peer sends to hurt costs it its connection at most, and nobody else notices.</summary>
public sealed class HostileInputTests
{
    private readonly SteppedSessions _stepped = new();

    [Fact]
    public void Thousands_of_updates_that_wait_for_what_nobody_sends_delay_nobody_and_are_kept()
    {
        var (writer, reader, attacker) = (_stepped.Join(1), _stepped.Join(2), _stepped.Join(3));
        foreach (var update in WithoutTheFirst(1_900))
        {
            _stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(update)));
        }

        _stepped.Run(() => writer.TypeAsync("next"));
        _stepped.ReadAll(reader);

        Assert.Equal("next", reader.Text);
        Assert.All([writer, reader, attacker], peer => Assert.False(peer.Closed.Task.IsCompleted));
    }

    [Fact]
    public void What_waited_shows_when_what_it_waits_for_comes()
    {
        var (reader, attacker) = (_stepped.Join(2), _stepped.Join(3));
        var updates = Typed(1_901);
        foreach (var update in updates.Skip(1))
        {
            _stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(update)));
        }

        _stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(updates[0])));
        _stepped.ReadAll(reader);

        Assert.Equal(1_901, reader.Text.Length);
    }

    [Fact]
    public void More_that_waits_than_may_closes_its_sender_alone()
    {
        var stepped = new SteppedSessions(new Core.Sessions.DocumentSessionOptions { Updates = new UpdateLimits { MaxPendingBlocks = 100 } });
        var (writer, reader, attacker) = (stepped.Join(1), stepped.Join(2), stepped.Join(3));
        foreach (var update in WithoutTheFirst(101))
        {
            stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(update)));
        }

        stepped.Run(() => writer.TypeAsync("next"));
        stepped.ReadAll(reader);

        Assert.Equal(4413, SteppedSessions.ResultOf(attacker.Closed.Task).Code);
        Assert.Equal("next", reader.Text);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(2_000)]
    [InlineData(1_000_000)]
    public void Deeply_nested_awareness_closes_its_sender_alone(int levels)
    {
        var (writer, reader, attacker) = (_stepped.Join(1), _stepped.Join(2), _stepped.Join(3));

        _stepped.Run(() => attacker.SendAsync(FakePeer.Awareness(3, 1, new string('[', levels) + new string(']', levels))));
        _stepped.Run(() => writer.TypeAsync("next"));
        _stepped.ReadAll(reader);

        Assert.Equal(4400, SteppedSessions.ResultOf(attacker.Closed.Task).Code);
        Assert.Equal("next", reader.Text);
    }

    [Fact]
    public void A_hundred_megabytes_of_no_update_close_their_sender_alone()
    {
        var (writer, reader, attacker) = (_stepped.Join(1), _stepped.Join(2), _stepped.Join(3));

        _stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(new byte[100 << 20])));
        _stepped.Run(() => writer.TypeAsync("next"));
        _stepped.ReadAll(reader);

        Assert.Equal(4400, SteppedSessions.ResultOf(attacker.Closed.Task).Code);
        Assert.Equal("next", reader.Text);
    }

    private static IEnumerable<byte[]> WithoutTheFirst(int count) => Typed(count + 1).Skip(1);

    /// <summary>As many updates of one character each, of which each needs the one before.</summary>
    private static List<byte[]> Typed(int count)
    {
        var author = new FakePeer(77);
        return [.. Enumerable.Range(0, count).Select(_ => author.Edit("x"))];
    }
}
