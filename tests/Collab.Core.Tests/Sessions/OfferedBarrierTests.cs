using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>y-sweet's acknowledgement: its client sends a barrier as soon as it is connected, before what it changed offline.</summary>
public sealed class OfferedBarrierTests
{
    private readonly SteppedSessions _stepped = new();

    [Fact]
    public void A_barrier_from_before_the_step_2_is_echoed_when_that_is_durable()
    {
        var peer = Connect(AccessRight.Write);
        var offline = peer.Edit("typed offline");
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step1(StateVector.Empty.Encode())));
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([7])));
        var beforeOffer = EchoesTo(peer);
        _stepped.Store.Hold();
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step2(offline)));
        var beforeCommit = EchoesTo(peer);
        _stepped.ReleaseOne();

        Assert.Empty(beforeOffer);
        Assert.Empty(beforeCommit);
        Assert.Equal([7], EchoesTo(peer));
    }

    [Fact]
    public void The_newest_of_several_from_before_the_step_2_is_echoed()
    {
        var peer = Connect(AccessRight.Write);
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([1])));
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([2])));
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step2([0, 0])));
        var atOffer = EchoesTo(peer);
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([3])));

        Assert.Equal([2], atOffer);
        Assert.Equal([3], EchoesTo(peer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(490)]
    [InlineData(740)]
    [InlineData(990)]
    public void Where_work_takes_its_time_it_is_no_more_than_some_tenths_late(int phase)
    {
        _stepped.Pass(TimeSpan.FromMilliseconds(phase));
        var peer = Connect(AccessRight.Write);
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step2([0, 0])));
        _stepped.Store.Hold();
        _stepped.Run(() => peer.TypeAsync("slow to store"));
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([1])));
        _stepped.ReadAll(peer);

        for (var times = 0; times < 6; times++)
        {
            var silence = _stepped.Pass(TimeSpan.FromSeconds(3), () => _stepped.ReadAll(peer).Count > 0);
            Assert.InRange(silence, TimeSpan.Zero, TimeSpan.FromSeconds(1.3));
        }
    }

    [Fact]
    public void While_a_barrier_waits_the_client_hears_something_every_second()
    {
        var peer = Connect(AccessRight.Write);
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step2([0, 0])));
        _stepped.Store.Hold();
        _stepped.Run(() => peer.TypeAsync("slow to store"));
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([1])));
        _stepped.ReadAll(peer);

        for (var second = 0; second < 5; second++)
        {
            _stepped.Advance(1);
            Assert.Contains(_stepped.ReadAll(peer), message => message.Kind == InboundKind.Awareness);
        }

        _stepped.ReleaseOne();
        Assert.Equal([1], EchoesTo(peer));
        _stepped.Advance(5);
        Assert.Empty(_stepped.ReadAll(peer));
    }

    [Fact]
    public void A_reader_that_changed_something_is_never_told_that_it_is_saved()
    {
        var peer = Connect(AccessRight.Read);
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Step2([0, 0])));
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([1])));
        var before = EchoesTo(peer);
        _stepped.Run(() => peer.TypeAsync("refused"));
        _stepped.Run(() => peer.SendAsync(YWebsocketFrame.Barrier([2])));
        _stepped.Advance(3);

        Assert.Equal([1], before);
        Assert.Empty(EchoesTo(peer));
    }

    private FakePeer Connect(AccessRight right)
    {
        var peer = new FakePeer(1) { Access = new DocumentAccess(right), Acknowledgement = PeerAcknowledgement.Barrier };
        _stepped.Run(() => peer.ConnectAsync(_stepped.Sessions, SteppedSessions.Name));
        return peer;
    }

    private List<byte> EchoesTo(FakePeer peer) =>
        [.. _stepped.ReadAll(peer).Where(message => message.Kind == InboundKind.Barrier).Select(message => message.Payload.Span[0])];
}
