using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

public sealed class AwarenessTests
{
    [Fact]
    public async Task A_state_reaches_everyone_and_newcomers()
    {
        await using var fixture = new SessionFixture();
        var one = await fixture.JoinAsync(1);
        var two = await fixture.JoinAsync(2);

        await one.SendAsync(FakePeer.Awareness(1, 1, """{"name":"Ada"}"""));
        var seen = Read(await two.ReadUntilAsync(InboundKind.Awareness));
        var echoed = Read(await one.ReadUntilAsync(InboundKind.Awareness));
        var late = new FakePeer(3);
        await late.ConnectAsync(fixture.Sessions, SessionFixture.Name);
        var toNewcomer = Read(await late.NextAsync());

        Assert.Equal("1@1 {\"name\":\"Ada\"}", seen);
        Assert.Equal(seen, echoed);
        Assert.Equal(seen, toNewcomer);
    }

    [Fact]
    public void A_client_whose_connection_ends_is_removed_at_its_last_clock()
    {
        var stepped = new SteppedSessions();
        var one = stepped.Join(1);
        var two = stepped.Join(2);
        stepped.Run(() => one.SendAsync(FakePeer.Awareness(1, 7, "{}")));
        stepped.ReadAll(two);

        one.Leave();
        stepped.Advance(1);

        Assert.Equal("1@7 null", Read(Assert.Single(stepped.ReadAll(two))));
    }

    [Fact]
    public void One_that_returns_at_an_old_clock_is_told_of_its_removal()
    {
        var stepped = new SteppedSessions();
        var one = stepped.Join(1);
        stepped.Run(() => one.SendAsync(FakePeer.Awareness(1, 7, "{}")));
        one.Leave();
        stepped.Advance(1);
        var other = stepped.Join(2);
        var again = stepped.Join(3);

        stepped.Run(() => again.SendAsync(FakePeer.Awareness(1, 7, "{}")));

        Assert.Equal("1@7 null", Read(Assert.Single(stepped.ReadAll(again))));
        Assert.Empty(stepped.ReadAll(other));
    }

    [Fact]
    public async Task Repeats_go_to_no_one()
    {
        await using var fixture = new SessionFixture();
        var one = await fixture.JoinAsync(1);
        var two = await fixture.JoinAsync(2);
        await one.SendAsync(FakePeer.Awareness(1, 1, "{}"));
        await two.ReadUntilAsync(InboundKind.Awareness);
        await one.ReadUntilAsync(InboundKind.Awareness);

        await two.SendAsync(FakePeer.Awareness(1, 1, "{}"));

        Assert.Empty(await two.ReadUntilSavedAsync("handled"));
        Assert.Empty(await one.ReadUntilSavedAsync("nothing"));
    }

    [Fact]
    public async Task Nobody_moves_the_cursor_of_another_principal()
    {
        await using var fixture = new SessionFixture();
        var victim = new FakePeer(1) { Access = new DocumentAccess(AccessRight.Write) { Subject = "ada" } };
        await victim.JoinAsync(fixture.Sessions, SessionFixture.Name);
        var attacker = new FakePeer(2) { Access = new DocumentAccess(AccessRight.Write) { Subject = "eve" } };
        await attacker.JoinAsync(fixture.Sessions, SessionFixture.Name);
        await victim.SendAsync(FakePeer.Awareness(1, 1, "{}"));
        await attacker.ReadUntilAsync(InboundKind.Awareness);

        await attacker.SendAsync(FakePeer.Awareness(1, 2, "null"));
        await attacker.SendAsync(FakePeer.Awareness(1, 3, """{"name":"not Ada"}"""));

        Assert.Empty(await attacker.ReadUntilSavedAsync("handled"));
        Assert.False(attacker.Closed.Task.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Readers_are_seen_if_the_host_wants_it(bool fromReaders)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { Awareness = new AwarenessLimits { FromReaders = fromReaders } });
        var writer = stepped.Join(1);
        var reader = stepped.Join(new FakePeer(2) { Access = new DocumentAccess(AccessRight.Read) });
        stepped.ReadAll(writer);

        stepped.Run(() => reader.SendAsync(FakePeer.Awareness(2, 1, "{}")));

        Assert.Equal(fromReaders ? ["2@1 {}"] : [], stepped.ReadAll(writer).Select(Read));
        Assert.False(reader.Closed.Task.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_may_only_read_any_more_disappears_where_readers_are_not_seen(bool fromReaders)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { Awareness = new AwarenessLimits { FromReaders = fromReaders } });
        var (writer, peer) = (stepped.Join(1), stepped.Join(2));
        stepped.Run(() => peer.SendAsync(FakePeer.Awareness(2, 1, "{}")));
        stepped.ReadAll(writer);

        peer.SetAccess(new DocumentAccess(AccessRight.Read));
        stepped.Advance(1);

        Assert.Equal(fromReaders ? [] : ["2@1 null"], stepped.ReadAll(writer).Select(Read));
    }

    [Fact]
    public void The_name_that_the_host_knows_is_shown()
    {
        var stepped = new SteppedSessions();
        var other = stepped.Join(1);
        var ada = stepped.Join(new FakePeer(2) { Access = new DocumentAccess(AccessRight.Write) { Subject = "u-1", DisplayName = "Ada" } });
        stepped.ReadAll(other);

        stepped.Run(() => ada.SendAsync(FakePeer.Awareness(2, 1, """{"user":{"name":"The boss"}}""")));

        Assert.Equal("""2@1 {"user":{"id":"u-1","name":"Ada"}}""", Read(Assert.Single(stepped.ReadAll(other))));
    }

    [Fact]
    public async Task Query_awareness_is_answered_with_all_states()
    {
        await using var fixture = new SessionFixture();
        var one = await fixture.JoinAsync(1);
        await one.SendAsync(FakePeer.Awareness(1, 1, "{}"));
        await one.ReadUntilAsync(InboundKind.Awareness);

        await one.SendAsync(new byte[] { (byte)MessageType.QueryAwareness });

        Assert.Equal("1@1 {}", Read(await one.NextAsync()));
    }

    [Fact]
    public async Task A_message_that_names_a_client_twice_harms_nobody()
    {
        await using var fixture = new SessionFixture();
        var one = await fixture.JoinAsync(1);
        await one.SendAsync(FakePeer.Awareness(1, 7, "{}"));
        await one.ReadUntilAsync(InboundKind.Awareness);
        one.Leave();
        var again = await fixture.JoinAsync(2);

        await again.SendAsync(FakePeer.Awareness((1, 7, "{}"), (1, 7, "{}")));
        await again.SendAsync(FakePeer.Awareness(2, 1, "{}"));

        await again.ReadUntilSavedAsync("handled");
        Assert.False(again.Closed.Task.IsCompleted);
    }

    [Fact]
    public async Task A_state_that_is_not_UTF_8_closes_its_sender()
    {
        await using var fixture = new SessionFixture();
        var one = await fixture.JoinAsync(1);

        await one.SendAsync(new byte[] { (byte)MessageType.Awareness, 7, 1, 1, 1, 3, 0x22, 0xff, 0x22 });

        Assert.Equal(4400, (await FakePeer.SoonAsync(one.Closed.Task)).Code);
    }

    [Fact]
    public async Task A_frame_full_of_queries_is_answered_once_and_delays_nobody()
    {
        await using var fixture = new SessionFixture();
        for (var client = 1UL; client <= 60; client++)
        {
            var peer = await fixture.JoinAsync(client);
            await peer.SendAsync(FakePeer.Awareness(client, 1, "{}"));
        }

        var flooder = await fixture.JoinAsync(100);
        var queries = new byte[16 << 20];
        queries.AsSpan().Fill((byte)MessageType.QueryAwareness);
        await flooder.SendAsync(queries);

        await flooder.ReadUntilSavedAsync("handled");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}")]
    public async Task A_state_that_is_not_JSON_closes_its_sender(string state)
    {
        await using var fixture = new SessionFixture();
        var one = await fixture.JoinAsync(1);

        await one.SendAsync(FakePeer.Awareness(1, 1, state));

        Assert.Equal(4400, (await FakePeer.SoonAsync(one.Closed.Task)).Code);
    }

    private static string Read(InboundMessage message) => FakePeer.ReadAwareness(message);
}
