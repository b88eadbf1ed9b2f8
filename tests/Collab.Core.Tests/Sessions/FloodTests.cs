using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>Whoever floods slows itself: nothing of it is dropped, and other documents have their turn.</summary>
public sealed class FloodTests
{
    private const int Flooded = 30;

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(11, 10, false)]
    public void A_peer_that_sends_more_messages_than_it_may_is_read_on_later(int messages, int perSecond, bool isReadOn)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions
        {
            MaxMessagesPerSecond = perSecond,
            RateBurst = TimeSpan.FromSeconds(1),
        });
        var peer = stepped.Join(1);
        var reader = stepped.Join(2);
        stepped.Advance(10);

        var sending = stepped.Scheduler.Start(async () =>
        {
            for (var message = 0; message < messages; message++)
            {
                await peer.TypeAsync("x");
            }

            return true;
        });
        stepped.Scheduler.RunAll();

        Assert.Equal(isReadOn, sending.IsCompleted);
        stepped.ReadAll(reader);
        Assert.Equal(new string('x', messages), reader.Text);

        stepped.Time.Advance(TimeSpan.FromMilliseconds(100));
        stepped.Scheduler.RunAll();
        Assert.True(sending.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_010, false)]
    public void A_peer_that_sends_more_bytes_than_it_may_is_read_on_later(int bytes, bool isReadOn)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { MaxBytesPerSecond = 10_000, RateBurst = TimeSpan.FromSeconds(1) });
        var peer = stepped.Join(1);
        stepped.Advance(10);

        var sending = stepped.Scheduler.Start(async () =>
        {
            await peer.SendAsync(Nothing(bytes));
            return true;
        });
        stepped.Scheduler.RunAll();

        Assert.Equal(isReadOn, sending.IsCompleted);
        stepped.Advance(1);
        Assert.True(sending.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_document_with_much_to_do_lets_others_have_their_turn()
    {
        var stepped = new SteppedSessions();
        var flooder = stepped.Join(1);
        var flooded = stepped.Join(2);
        var other = new DocumentName("another/document");
        var writer = stepped.Join(new FakePeer(3), other);
        var reader = stepped.Join(new FakePeer(4), other);
        var flood = stepped.Scheduler.Start(async () =>
        {
            for (var i = 0; i < Flooded; i++)
            {
                await flooder.TypeAsync(new string('x', 40_000));
            }

            return true;
        });
        var typing = stepped.Scheduler.Start(() => writer.TypeAsync("y"));

        // The flood is sent, then the one update; then each session's loop has had a turn.
        for (var step = 0; step < 4; step++)
        {
            stepped.Scheduler.Step();
        }

        Assert.True(flood.IsCompletedSuccessfully && typing.IsCompletedSuccessfully);
        Assert.Equal("y", Take(reader));
        Assert.InRange(Take(flooded).Length, 0, 2 * 40_000);

        stepped.Scheduler.RunAll();
        stepped.ReadAll(flooded);
        Assert.Equal(Flooded * 40_000, flooded.Text.Length);
    }

    /// <summary>The text of a peer after all that is in its outbox now.</summary>
    private static string Take(FakePeer peer)
    {
        while (peer.Outbox.TryTake(out var frame))
        {
            var offset = 0;
            Assert.True(YWebsocketFrame.TryRead(frame, ref offset, out var message));
            peer.Document.ApplyUpdate(message.Payload.Span);
        }

        return peer.Text;
    }

    /// <summary>A frame of that length whose message no server knows.</summary>
    private static byte[] Nothing(int bytes)
    {
        var frame = new byte[bytes];
        frame.AsSpan().Fill(99);
        return frame;
    }
}
