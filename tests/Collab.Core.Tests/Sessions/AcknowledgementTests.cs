using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions;

/// <summary>What a peer takes as "saved" (its own blocks, the echo of its barrier) comes when all of that is durable, whichever
/// connection brought it.</summary>
public sealed class AcknowledgementTests
{
    private readonly SteppedSessions _stepped = new();

    [Fact]
    public void One_that_repeats_what_another_connection_brought_waits_for_that_commit()
    {
        var old = _stepped.Join(1);
        var again = _stepped.Join(2);
        _stepped.Store.Hold();
        var update = _stepped.Run(() => old.TypeAsync("sent twice"));
        old.Leave();
        _stepped.Run(() => again.SendAsync(YWebsocketFrame.Update(update)));
        _stepped.Run(() => again.SendAsync(YWebsocketFrame.Barrier([1])));
        _stepped.Run(() => again.SendAsync(YWebsocketFrame.Step1(StateVector.Empty.Encode())));

        var before = _stepped.ReadAll(again);
        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();
        var after = _stepped.ReadAll(again);

        // It has been relayed the other's update before it repeated it; of its own repeating it hears nothing yet.
        Assert.Equal(InboundKind.SyncUpdate, Assert.Single(before).Kind);
        Assert.Equal([InboundKind.SyncStep2, InboundKind.Barrier], after.Select(message => message.Kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_two_connections_send_at_once_comes_back_to_neither_before_it_is_durable(bool andMore)
    {
        var one = _stepped.Join(1);
        var other = _stepped.Join(2);
        var reader = _stepped.Join(3);
        _stepped.Store.Hold();
        var update = one.Edit("sent twice");
        ReadOnlyMemory<byte> repeated = andMore ? Updates.Merge([update, one.Edit(" and more")]) : update;

        // Both are in the inbox before the session takes its turn.
        var first = _stepped.Scheduler.Start(() => SendAsync(one, YWebsocketFrame.Update(update)));
        var second = _stepped.Scheduler.Start(() => SendAsync(other, YWebsocketFrame.Update(repeated.Span)));
        _stepped.Scheduler.Step();
        _stepped.Scheduler.Step();
        var areBothThere = first.IsCompleted && second.IsCompleted;
        _stepped.Scheduler.RunAll();
        var early = _stepped.ReadAll(one).Concat(_stepped.ReadAll(other)).ToList();
        _stepped.ReadAll(reader);
        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();

        Assert.True(areBothThere);
        Assert.Equal(one.Text, reader.Text);
        if (!andMore)
        {
            Assert.Empty(early);
            Assert.Contains(_stepped.ReadAll(one), message => message.Kind == InboundKind.SyncUpdate);
        }
        else
        {
            // The first did not send what was more.
            Assert.DoesNotContain(early, message => BlocksOf(message, client: 1).Contains(0));
        }

        Assert.Contains(_stepped.ReadAll(other), message => message.Kind == InboundKind.SyncUpdate);
    }

    [Fact]
    public void Blocks_that_wait_for_others_are_saved_like_any()
    {
        var writer = _stepped.Join(1);
        var missing = writer.Edit("one ");
        var early = writer.Edit("two");
        _stepped.Store.Hold();
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Barrier([1])));
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Update(early)));
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Barrier([2])));
        var before = Barriers(writer);
        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();
        var after = Barriers(writer);

        Assert.Equal([1], before);
        Assert.Equal([2], after);
        Assert.Equal(early, Stored().Updates.Single().ToArray());
        Assert.NotEmpty(missing);
    }

    [Fact]
    public void Blocks_that_another_peer_completes_come_back_to_their_sender_only_when_durable()
    {
        var sender = _stepped.Join(1);
        var completer = _stepped.Join(2);
        var reader = _stepped.Join(3);
        var missing = sender.Edit("one ");
        var early = sender.Edit("two");
        _stepped.Store.Hold();
        _stepped.Run(() => completer.TypeAsync("so that a commit is under way "));
        _stepped.Run(() => sender.SendAsync(YWebsocketFrame.Update(early)));
        _stepped.ReadAll(sender);
        _stepped.ReadAll(completer);
        _stepped.Run(() => completer.SendAsync(YWebsocketFrame.Update(missing)));
        _stepped.Run(() => sender.SendAsync(YWebsocketFrame.Barrier([1])));

        var before = _stepped.ReadAll(sender);
        _stepped.ReadAll(reader);
        var seen = reader.Text;
        _stepped.ReleaseOne();
        var between = _stepped.ReadAll(sender);
        _stepped.ReleaseOne();
        var after = _stepped.ReadAll(sender);

        Assert.Contains("one two", seen, StringComparison.Ordinal);
        Assert.Empty(before);
        Assert.DoesNotContain(between, message => message.Kind == InboundKind.Barrier);
        Assert.Empty(between.SelectMany(message => BlocksOf(message, client: 1)));
        Assert.Equal([InboundKind.SyncUpdate, InboundKind.Barrier], after.Select(message => message.Kind));
    }

    [Fact]
    public void Blocks_that_were_saved_while_they_waited_are_relayed_at_once_when_they_are_completed()
    {
        var sender = _stepped.Join(1);
        var completer = _stepped.Join(2);
        var missing = sender.Edit("one ");
        var early = sender.Edit("two");
        _stepped.Run(() => sender.SendAsync(YWebsocketFrame.Update(early)));
        _stepped.Store.Hold();
        _stepped.Run(() => completer.SendAsync(YWebsocketFrame.Update(missing)));

        var toSender = _stepped.ReadAll(sender);
        var toCompleter = _stepped.ReadAll(completer);

        Assert.Equal(InboundKind.SyncUpdate, Assert.Single(toSender).Kind);
        Assert.Empty(toCompleter);
    }

    [Theory]
    [InlineData(DurabilityMode.RelayFirst)]
    [InlineData(DurabilityMode.CommitFirst)]
    public void What_is_offered_together_with_the_step_1_comes_back_too_and_only_to_its_author(DurabilityMode durability)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { Durability = durability });
        var other = stepped.Join(2);
        stepped.Run(() => other.TypeAsync("not to be seen in parts"));
        stepped.ReadAll(other);
        var peer = new FakePeer(1);
        var offline = peer.Edit("typed offline");
        stepped.Run(() => peer.ConnectAsync(stepped.Sessions, SteppedSessions.Name));
        stepped.Store.Hold();
        stepped.Run(() => peer.SendTogetherAsync(YWebsocketFrame.Step1(peer.Document.EncodeStateVector()), YWebsocketFrame.Step2(offline)));
        var before = stepped.ReadAll(peer);
        stepped.Store.Release();
        stepped.Scheduler.RunAll();
        var after = stepped.ReadAll(peer);

        Assert.Empty(before);
        Assert.Equal([InboundKind.SyncUpdate, InboundKind.SyncStep2], after.Select(message => message.Kind));
        Assert.Contains(0, BlocksOf(after[0], client: 1));
        Assert.Empty(BlocksOf(after[0], client: 2));
        Assert.Empty(BlocksOf(after[1], client: 1));
    }

    [Fact]
    public void Barriers_are_echoed_in_the_order_they_came_after_the_updates_before_them()
    {
        var writer = _stepped.Join(1);
        _stepped.Store.Hold();
        _stepped.Run(() => writer.TypeAsync("one "));
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Barrier([1])));
        _stepped.Run(() => writer.TypeAsync("two "));
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Barrier([2])));
        _stepped.ReleaseOne();
        var first = _stepped.ReadAll(writer);
        _stepped.ReleaseOne();
        var second = _stepped.ReadAll(writer);

        Assert.Equal([InboundKind.SyncUpdate, InboundKind.Barrier], first.Select(message => message.Kind));
        Assert.Equal([InboundKind.SyncUpdate, InboundKind.Barrier], second.Select(message => message.Kind));
    }

    private static async Task<bool> SendAsync(FakePeer peer, ReadOnlyMemory<byte> frame)
    {
        await peer.SendAsync(frame);
        return true;
    }

    private List<byte> Barriers(FakePeer peer) =>
        [.. _stepped.ReadAll(peer).Where(message => message.Kind == InboundKind.Barrier).Select(message => message.Payload.Span[0])];

    private static IEnumerable<int> BlocksOf(InboundMessage message, ulong client) =>
        message.Kind is InboundKind.SyncStep2 or InboundKind.SyncUpdate
            ? Simulation.SimulatedStore.BlocksOf(message.Payload).Where(block => block.Client == client).Select(block => block.Clock)
            : [];

    private StoredDocument Stored() => SteppedSessions.ResultOf(
        _stepped.Store.LoadAsync(SteppedSessions.Name, TestContext.Current.CancellationToken))!;
}
