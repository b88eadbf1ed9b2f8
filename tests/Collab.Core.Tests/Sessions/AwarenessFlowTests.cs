using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>How often awareness goes out, and what becomes of it when a peer does not read.</summary>
public sealed class AwarenessFlowTests
{
    private static readonly TimeSpan Interval = new DocumentSessionOptions().AwarenessInterval;

    [Fact]
    public void The_first_change_goes_at_once_and_those_after_it_as_one_when_the_interval_is_over()
    {
        var stepped = new SteppedSessions();
        var mover = stepped.Join(1);
        var reader = stepped.Join(2);

        Send(stepped, mover, 1);
        Assert.Equal(["1@1 1"], Read(stepped, reader));

        Send(stepped, mover, 2);
        Advance(stepped, Interval - TimeSpan.FromMilliseconds(1));
        Send(stepped, mover, 3);
        Assert.Empty(Read(stepped, reader));

        Advance(stepped, TimeSpan.FromMilliseconds(1));
        Assert.Equal(["1@3 3"], Read(stepped, reader));

        Advance(stepped, Interval);
        Send(stepped, mover, 4);
        Assert.Equal(["1@4 4"], Read(stepped, reader));
    }

    [Fact]
    public void All_peers_share_the_bytes_of_a_message()
    {
        var stepped = new SteppedSessions();
        var (one, two, three) = (stepped.Join(1), stepped.Join(2), stepped.Join(3));

        Send(stepped, one, 1);

        var sent = Assert.Single(stepped.ReadAll(two));
        Assert.True(sent.Payload.Equals(Assert.Single(stepped.ReadAll(three)).Payload));
    }

    [Theory]
    [InlineData(1024, 1)]
    [InlineData(1 << 20, 10)]
    public void A_large_message_is_followed_by_a_longer_pause(int bytesPerSecond, int messagesInTenSeconds)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions
        {
            AwarenessInterval = TimeSpan.FromSeconds(1),
            Awareness = new AwarenessLimits { MaxStateBytes = 16 << 10, MaxBytesPerSecond = bytesPerSecond },
        });
        var mover = stepped.Join(1);
        var reader = stepped.Join(2);
        var large = $"\"{new string('x', 10_300)}\"";
        var messages = 0;

        for (var clock = 1UL; clock <= 10; clock++)
        {
            stepped.Run(() => mover.SendAsync(FakePeer.Awareness(1, clock, large)));
            messages += stepped.ReadAll(reader).Count;
            stepped.Advance(1);
        }

        Assert.Equal(messagesInTenSeconds, messages);
    }

    [Fact]
    public void One_that_does_not_read_is_told_the_newest_of_all_once_it_reads_again()
    {
        var stepped = new SteppedSessions();
        var movers = Enumerable.Range(1, 3).Select(client => stepped.Join((ulong)client)).ToList();
        var stalled = stepped.Join(9);
        stepped.ReadAll(stalled);
        for (var round = 1UL; round <= 5; round++)
        {
            foreach (var mover in movers.Take(round == 5 ? 2 : 3))
            {
                Send(stepped, mover, round);
            }

            Advance(stepped, Interval);
        }

        movers[2].Leave();
        Advance(stepped, Interval);

        var read = Read(stepped, stalled);

        // One message had left before it stopped; then all that changed, once.
        Assert.Equal("1@5 5, 2@5 5, 3@4 null", read[^1]);
        Assert.InRange(read.Count, 1, 2);
    }

    [Fact]
    public void One_that_fell_behind_is_told_of_those_who_went_meanwhile()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);
        var gone = stepped.Join(2);
        Send(stepped, gone, 1);
        Advance(stepped, Interval);
        var slow = stepped.Join(new FakePeer(3, outboxBytes: 2048));
        for (var round = 0; round < 5; round++)
        {
            stepped.Run(() => writer.TypeAsync(new string('x', 1000)));
        }

        gone.Leave();
        Advance(stepped, Interval);
        stepped.Advance(1);

        var messages = stepped.ReadAll(slow);

        Assert.Equal("2@1 null", FakePeer.ReadAwareness(messages[^1]));
        Assert.Equal(writer.Text, slow.Text);
    }

    private static void Send(SteppedSessions stepped, FakePeer peer, ulong clock)
    {
        var client = ulong.Parse(peer.Id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
        stepped.Run(() => peer.SendAsync(FakePeer.Awareness(client, clock, $"{clock}")));
    }

    private static void Advance(SteppedSessions stepped, TimeSpan by)
    {
        stepped.Time.Advance(by);
        stepped.Scheduler.RunAll();
    }

    private static List<string> Read(SteppedSessions stepped, FakePeer peer) =>
        [.. stepped.ReadAll(peer).Where(message => message.Kind == InboundKind.Awareness).Select(FakePeer.ReadAwareness)];
}
