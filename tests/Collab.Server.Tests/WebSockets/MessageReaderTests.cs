using System.Buffers;
using Collab.AspNetCore;
using Collab.AspNetCore.WebSockets;

namespace Collab.Server.Tests.WebSockets;

public sealed class MessageReaderTests
{
    private static readonly WebSocketSettings Settings = WebSocketSettings.From(new CollabOptions { MaxMessageBytes = 1 << 20 });

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    public void Messages_are_the_same_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(0, random.Next(1, 200)).Select(_ => RandomMessage(random)).ToList();
        var bytes = messages.SelectMany(message => Fragments(random, message)).ToArray();
        var reader = new MessageReader(Settings, receivesText: true);
        var read = new List<byte[]>();

        for (var (start, end) = (0, 0); start < bytes.Length || end < bytes.Length;)
        {
            end = Math.Min(bytes.Length, end + random.Next(1, random.Next(2) == 0 ? 20 : 20_000));
            start += ReadAll(reader, Segments(random, bytes.AsMemory(start, end - start)), read);
        }

        Assert.Equal(messages, read);
    }

    [Fact]
    public void Messages_that_came_together_share_an_array_of_their_size()
    {
        var bytes = Enumerable.Range(0, 100).SelectMany(value => RawClient.Frame(0x82, (byte)value, 1, 2)).ToArray();
        var reader = new MessageReader(Settings, receivesText: false);

        var outcome = reader.Read(new ReadOnlySequence<byte>(bytes), out _);

        Assert.Equal(ReadOutcome.NeedsMore, outcome);
        Assert.True(reader.TryTake(out var frames));
        Assert.Equal(100, frames.Count);
        Assert.Equal(300, frames.Bytes.Length);
        Assert.False(reader.TryTake(out _));
    }

    [Fact]
    public void One_that_came_alone_has_an_array_of_just_its_size()
    {
        var reader = new MessageReader(Settings, receivesText: false);

        reader.Read(new ReadOnlySequence<byte>(RawClient.Frame(0x82, new byte[5000])), out _);

        Assert.True(reader.TryTake(out var frames));
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(frames.Bytes, out var array));
        Assert.Equal(5000, array.Array!.Length);
        Assert.True(frames.Ends.IsEmpty);
    }

    [Fact]
    public void An_array_is_full_at_64_KiB_and_the_rest_is_read_when_it_is_taken()
    {
        var bytes = Enumerable.Range(0, 30).SelectMany(_ => RawClient.Frame(0x82, new byte[10_000])).ToArray();
        var reader = new MessageReader(Settings, receivesText: false);

        var outcome = reader.Read(new ReadOnlySequence<byte>(bytes), out var consumed);

        Assert.Equal(ReadOutcome.Full, outcome);
        Assert.True(reader.TryTake(out var frames));
        Assert.Equal(7, frames.Count);
        Assert.Equal(7 * (10_000 + 8), consumed.GetInteger());
    }

    [Fact]
    public void Many_empty_messages_are_bounded_too()
    {
        var bytes = Enumerable.Range(0, 3000).SelectMany(_ => RawClient.Frame(0x82)).ToArray();
        var reader = new MessageReader(Settings, receivesText: false);

        var outcome = reader.Read(new ReadOnlySequence<byte>(bytes), out _);

        Assert.Equal(ReadOutcome.Full, outcome);
        Assert.True(reader.TryTake(out var frames));
        Assert.Equal(1024, frames.Count);
    }

    [Fact]
    public void Text_has_to_be_utf8_as_a_whole_and_may_be_cut_within_a_character()
    {
        var reader = new MessageReader(Settings, receivesText: true);
        byte[] cut = [.. RawClient.Frame(0x01, 0xe2, 0x82), .. RawClient.Frame(0x80, 0xac)];

        Assert.Equal(ReadOutcome.NeedsMore, reader.Read(new ReadOnlySequence<byte>(cut), out _));
        Assert.True(reader.TryTake(out var euro));
        Assert.Equal("€"u8, euro.Bytes.Span);
        Assert.Equal(ReadOutcome.Refused, reader.Read(new ReadOnlySequence<byte>(RawClient.Frame(0x81, 0xe2, 0x82)), out _));
        Assert.Equal(1007, reader.Close.Code);
    }

    [Fact]
    public void A_length_that_is_only_announced_takes_no_memory()
    {
        var reader = new MessageReader(Settings, receivesText: false);
        byte[] bytes = [0x82, 0xff, 0, 0, 0, 0, 0, 15, 0, 0, 1, 2, 3, 4, .. new byte[3000]];
        var before = GC.GetAllocatedBytesForCurrentThread();

        reader.Read(new ReadOnlySequence<byte>(bytes), out _);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    /// <returns>How many bytes it consumed.</returns>
    private static int ReadAll(MessageReader reader, ReadOnlySequence<byte> bytes, List<byte[]> messages)
    {
        var length = bytes.Length;
        ReadOutcome outcome;
        do
        {
            outcome = reader.Read(bytes, out var consumed);
            bytes = bytes.Slice(consumed);
            if (reader.TryTake(out var frames))
            {
                for (int i = 0, start = 0; i < frames.Count; start = frames.EndOf(i++))
                {
                    messages.Add(frames.Bytes[start..frames.EndOf(i)].ToArray());
                }
            }
        }
        while (outcome != ReadOutcome.NeedsMore);

        return (int)(length - bytes.Length);
    }

    private static byte[] RandomMessage(Random random)
    {
        var message = new byte[random.Next(10) switch { 0 => 0, < 8 => random.Next(200), 8 => random.Next(5000), _ => random.Next(100_000) }];
        random.NextBytes(message);
        return message;
    }

    private static IEnumerable<byte> Fragments(Random random, byte[] message)
    {
        var sent = 0;
        while (random.Next(3) == 0)
        {
            var part = message[sent..random.Next(sent, message.Length + 1)];
            var first = RawClient.Frame((byte)(sent == 0 ? 2 : 0), part);
            if (sent == 0 && part.Length == 0)
            {
                continue;
            }

            sent += part.Length;
            foreach (var value in first.Concat(random.Next(2) == 0 ? RawClient.Frame(0x8a, 1, 2) : []))
            {
                yield return value;
            }
        }

        foreach (var value in RawClient.Frame((byte)(sent == 0 ? 0x82 : 0x80), message[sent..]))
        {
            yield return value;
        }
    }

    private static ReadOnlySequence<byte> Segments(Random random, ReadOnlyMemory<byte> bytes)
    {
        var first = new Segment(default, null);
        var last = first;
        while (!bytes.IsEmpty)
        {
            var length = random.Next(1, Math.Min(bytes.Length, 4096) + 1);
            last = new Segment(bytes[..length], last);
            bytes = bytes[length..];
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                previous.Next = this;
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
            }
        }
    }
}
