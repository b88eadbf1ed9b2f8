using System.Runtime.CompilerServices;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Tests.Sessions;

/// <summary>Nobody waits without end, and nobody makes the others pay, whatever a peer or the store does.</summary>
public sealed class FairnessTests
{
    [Fact]
    public void One_that_never_stops_typing_hears_that_it_is_saved()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);
        var echoed = 0;
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync("so that a commit is always under way "));
        for (var round = 0; round < 10; round++)
        {
            stepped.Run(() => writer.TypeAsync($"{round} "));
            stepped.Run(() => writer.SendAsync(YWebsocketFrame.Barrier([(byte)round])));
            stepped.ReleaseOne();
            echoed += stepped.ReadAll(writer).Count(message => message.Kind == InboundKind.Barrier);
        }

        Assert.InRange(echoed, 5, 10);
    }

    [Fact]
    public void One_that_never_stops_typing_is_synced()
    {
        var stepped = new SteppedSessions();
        var other = stepped.Join(1);
        stepped.Run(() => other.TypeAsync("there"));
        var writer = new FakePeer(2);
        stepped.Run(() => writer.ConnectAsync(stepped.Sessions, SteppedSessions.Name));
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync("first "));
        stepped.Run(() => writer.SendAsync(YWebsocketFrame.Step1(StateVector.Empty.Encode())));
        var answers = new List<InboundMessage>();
        for (var round = 0; round < 5; round++)
        {
            stepped.Run(() => writer.TypeAsync($"{round} "));
            stepped.ReleaseOne();
            answers.AddRange(stepped.ReadAll(writer));
        }

        Assert.Contains(answers, answer => answer.Kind == InboundKind.SyncStep2);
        stepped.Store.Release();
        stepped.Scheduler.RunAll();
        stepped.ReadAll(writer);
        stepped.ReadAll(other);
        Assert.Equal(writer.Text, other.Text);
        Assert.EndsWith("4 ", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_does_not_read_costs_no_more_than_its_place()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);
        stepped.Run(() => writer.TypeAsync(new string('x', 1 << 20)));
        var stalled = stepped.Join(2);
        stepped.Run(() => stalled.SendAsync(YWebsocketFrame.Step1(StateVector.Empty.Encode())));
        stepped.Run(() => stalled.SendAsync(YWebsocketFrame.Step1(StateVector.From([(new ClientId(3), 1)]).Encode())));
        stepped.Run(() => writer.TypeAsync("warm "));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 20; round++)
        {
            stepped.Run(() => writer.TypeAsync($"{round} "));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
    }

    [Fact]
    public void A_small_update_does_not_keep_the_large_frame_that_brought_it()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);

        var frame = SendInLargeFrame(stepped, writer);
        stepped.Run(() => writer.SendAsync(YWebsocketFrame.Barrier([1])));
        GC.Collect();

        Assert.False(frame.IsAlive);
    }

    [Fact]
    public void A_commit_carries_no_more_than_the_store_takes_at_once()
    {
        var stepped = new SteppedSessions();
        stepped.Store.Hold();
        for (var document = 0UL; document < 40; document++)
        {
            var writer = new FakePeer(document + 1);
            stepped.Run(() => writer.JoinAsync(stepped.Sessions, new DocumentName($"document {document}")));
            stepped.Run(() => writer.TypeAsync(new string('x', 1 << 20)));
        }

        stepped.Store.Release();
        stepped.Scheduler.RunAll();

        Assert.InRange(stepped.Store.LargestAppend, 2 << 20, 18 << 20);
    }

    [Fact]
    public void Calls_of_the_host_that_are_given_up_still_count_until_they_are_done()
    {
        var stepped = new SteppedSessions();
        stepped.Store.Hold();
        var edits = 0;
        for (var call = 0; call < 300; call++)
        {
            using var given = new CancellationTokenSource();
            stepped.Scheduler.Run(async () =>
            {
                await stepped.Sessions.EditAsync(
                    SteppedSessions.Name, document => document.GetText("text").Insert(0, $"{++edits} "), given.Token);
                return true;
            });
            given.Cancel();
            stepped.Scheduler.RunAll();
        }

        Assert.InRange(edits, 1, 256);
    }

    [Fact]
    public void The_host_can_edit_though_a_peer_has_taken_its_client_id()
    {
        var stepped = new SteppedSessions();
        var peer = stepped.Join(1);
        stepped.Run(() => EditAsync(stepped, "host"));
        stepped.ReadAll(peer);
        var host = peer.Document.GetStateVector().Single().Client;
        var forger = new Document(new DocumentOptions { ClientId = host });
        var forged = forger.TransactAndEncode(_ => forger.GetText("text").Insert(0, "more than the host"))!;

        stepped.Run(() => peer.SendAsync(YWebsocketFrame.Update(forged)));
        stepped.Run(() => EditAsync(stepped, "again "));

        Assert.False(peer.Closed.Task.IsCompleted);
        stepped.ReadAll(peer);
        Assert.StartsWith("again ", peer.Text, StringComparison.Ordinal);
    }

    private static Task EditAsync(SteppedSessions stepped, string text) => stepped.Sessions.EditAsync(
        SteppedSessions.Name, document => document.GetText("text").Insert(0, text), TestContext.Current.CancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference SendInLargeFrame(SteppedSessions stepped, FakePeer writer)
    {
        var update = YWebsocketFrame.Update(writer.Edit("small"));
        var frame = new byte[1 << 20];
        update.CopyTo(frame.AsSpan());
        frame.AsSpan(update.Length).Fill(99);
        stepped.Run(() => writer.SendAsync(frame));
        return new WeakReference(frame);
    }
}
