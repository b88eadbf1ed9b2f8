using Collab.Core.Codec;
using Collab.Core.Protocol;
using Collab.Core.Tests.Sessions;

namespace Collab.Core.Tests.Protocol;

public sealed class AwarenessTableTests
{
    private static readonly AwarenessPlace Newcomer = new(long.MaxValue, true);

    private readonly ManualTime _time = new();

    [Fact]
    public void Repeats_at_the_known_clock_allocate_nothing_and_change_nothing()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits());
        for (var client = 0UL; client < 200; client++)
        {
            table.Apply(NewSpeaker(), Update((client, 5, """{"cursor":1}""")));
        }

        var echo = Payload(table.Flush()).ToArray();
        var speaker = NewSpeaker();
        table.Apply(speaker, echo);

        var before = GC.GetAllocatedBytesForCurrentThread();
        table.Apply(speaker, echo);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(table.HasChanges);
    }

    [Fact]
    public void A_repeat_is_dropped_before_its_text_is_looked_at()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits());
        table.Apply(NewSpeaker(), Update((1, 5, "{}")));
        table.Flush();

        table.Apply(NewSpeaker(), Update((1, 5, "not JSON")));

        Assert.False(table.HasChanges);
    }

    [Fact]
    public void A_moving_cursor_allocates_nothing_until_it_is_sent()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits());
        var speaker = NewSpeaker("ada");
        var updates = Enumerable.Range(1, 100).Select(clock => Update((1, (ulong)clock, """{"x":12,"y":10}"""))).ToList();
        table.Apply(speaker, updates[0]);
        table.Apply(speaker, updates[1]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 2; i < updates.Count; i++)
        {
            table.Apply(speaker, updates[i]);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal("1@100 {\"x\":12,\"y\":10}", Read(table.Flush()));
    }

    [Fact]
    public void Only_the_newest_state_of_each_client_is_sent()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits());
        var (one, two) = (NewSpeaker(), NewSpeaker());

        table.Apply(one, Update((1, 1, "1")));
        table.Apply(two, Update((2, 1, "2")));
        table.Apply(one, Update((1, 2, "11")));
        table.Apply(two, Update((2, 1, "null")));

        Assert.Equal("1@2 11, 2@1 null", Read(table.Flush()));
        Assert.False(table.HasChanges);
    }

    [Fact]
    public void One_that_missed_some_versions_is_told_of_what_changed_since_and_of_who_has_gone()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits());
        var (one, two, three) = (NewSpeaker(), NewSpeaker(), NewSpeaker());
        table.Apply(one, Update((1, 1, "1")));
        table.Apply(two, Update((2, 1, "2")));
        table.Apply(three, Update((3, 1, "3")));
        table.Flush();
        var place = new AwarenessPlace(table.Version, false);
        table.Apply(one, Update((1, 2, "11")));
        table.Flush();
        table.Apply(one, Update((1, 3, "111")));
        table.RemoveSpeaker(two);
        table.Flush();

        var missed = table.Since(place);

        Assert.Equal("1@3 111, 2@1 null", Read(missed));
        Assert.True(missed.Equals(table.Since(place)), "encoded once for all who missed the same");
        Assert.Equal("1@3 111, 3@1 3", Read(table.Since(new AwarenessPlace(table.Version, true))));
        Assert.True(table.Since(new AwarenessPlace(table.Version, false)).IsEmpty);
    }

    [Fact]
    public void What_is_not_sent_yet_is_left_to_the_next_message()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits());
        table.Apply(NewSpeaker(), Update((1, 1, "1")));

        Assert.True(table.Since(Newcomer).IsEmpty);
        Assert.Equal("1@1 1", Read(table.Flush()));
    }

    [Fact]
    public void A_newcomer_is_not_told_of_clients_that_were_not_renewed()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits());
        table.Apply(NewSpeaker(), Update((1, 1, "1")));
        table.Flush();
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.True(table.Since(Newcomer).IsEmpty);
    }

    [Fact]
    public void A_client_that_another_connection_of_its_person_took_over_stays_when_the_first_one_ends()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits());
        var (first, second) = (NewSpeaker("ada"), NewSpeaker("ada"));
        table.Apply(first, Update((1, 1, "1")));
        table.Apply(second, Update((1, 2, "2")));

        table.RemoveSpeaker(first);

        Assert.Equal("1@2 2", Read(table.Flush()));
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void A_state_may_have_that_many_bytes(int length, bool isTaken)
    {
        var table = new AwarenessTable(_time, new AwarenessLimits { MaxStateBytes = 16 });
        var update = Update((1, 1, new string('1', length)));

        AssertTaken(isTaken, table, () => table.Apply(NewSpeaker(), update));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void A_state_may_have_that_many_levels(int depth, bool isTaken)
    {
        var table = new AwarenessTable(_time, new AwarenessLimits { MaxDepth = 4 });
        var update = Update((1, 1, new string('[', depth) + new string(']', depth)));

        AssertTaken(isTaken, table, () => table.Apply(NewSpeaker(), update));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_message_may_have_that_many_entries(int entries, bool isTaken)
    {
        var table = new AwarenessTable(_time, new AwarenessLimits { MaxEntries = 3 });
        var update = Update([.. Enumerable.Range(1, entries).Select(client => ((ulong)client, 1UL, "1"))]);

        AssertTaken(isTaken, table, () => table.Apply(NewSpeaker(), update));
    }

    [Fact]
    public void A_peer_may_speak_for_that_many_clients()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits { MaxClientsPerPeer = 2 });
        var speaker = NewSpeaker();

        table.Apply(speaker, Update((1, 1, "1"), (2, 1, "2"), (3, 1, "3")));
        Assert.Equal("1@1 1, 2@1 2", Read(table.Flush()));

        table.Apply(speaker, Update((1, 1, "null"), (3, 1, "3")));
        Assert.Equal("1@1 null, 3@1 3", Read(table.Flush()));
    }

    [Fact]
    public void A_document_keeps_that_many_bytes_of_states()
    {
        var table = new AwarenessTable(_time, new AwarenessLimits { MaxBytes = 10, MaxClientsPerPeer = 2 });
        var (one, two) = (NewSpeaker(), NewSpeaker());

        table.Apply(one, Update((1, 1, "111111")));
        table.Apply(two, Update((2, 1, "22222"), (3, 1, "3333")));
        Assert.Equal("1@1 111111, 3@1 3333", Read(table.Flush()));

        table.RemoveSpeaker(one);
        table.Apply(two, Update((2, 1, "22222")));
        Assert.Equal("1@1 null, 2@1 22222", Read(table.Flush()));
    }

    private static AwarenessSpeaker NewSpeaker(string? subject = null) => new(new AwarenessIdentity(subject, null));

    private static void AssertTaken(bool isTaken, AwarenessTable table, Action apply)
    {
        if (isTaken)
        {
            apply();
        }
        else
        {
            Assert.Throws<MalformedUpdateException>(apply);
        }

        Assert.Equal(isTaken, table.HasChanges);
    }

    private static ReadOnlySpan<byte> Payload(ReadOnlyMemory<byte> frame)
    {
        var offset = 0;
        Assert.True(YWebsocketFrame.TryRead(frame, ref offset, out var message));
        return message.Payload.Span;
    }

    private static byte[] Update(params (ulong Client, ulong Clock, string Json)[] states) =>
        Payload(FakePeer.Awareness(states)).ToArray();

    private static string Read(ReadOnlyMemory<byte> frame)
    {
        var offset = 0;
        Assert.True(YWebsocketFrame.TryRead(frame, ref offset, out var message));
        return FakePeer.ReadAwareness(message);
    }
}
