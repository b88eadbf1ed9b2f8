using System.Text.Json;
using Collab.Core.Protocol;
using Collab.Core.Tests.Sessions;

namespace Collab.Core.Tests.Protocol;

/// <summary>Who a cursor is of is the host's to say, and nobody speaks for another's.</summary>
public sealed class AwarenessIdentityTests
{
    private readonly AwarenessTable _table = new(new ManualTime(), new AwarenessLimits());
    private readonly AwarenessSpeaker _victim = Anonymous();
    private readonly AwarenessSpeaker _attacker = Anonymous();

    [Theory]
    [InlineData("""{"user":{"name":"Eve","color":"#f00","id":"root"},"x":1.50}""", """{"user":{"color":"#f00","id":"u-1","name":"Ada"},"x":1.50}""")]
    [InlineData("""{"user":{}}""", """{"user":{"id":"u-1","name":"Ada"}}""")]
    [InlineData("""{ "x": [1], "user" : { "name" : "Eve" } }""", """{ "x": [1], "user" : {"id":"u-1","name":"Ada"} }""")]
    [InlineData("""{"us\u0065r":{"n\u0061me":"Eve"}}""", """{"us\u0065r":{"id":"u-1","name":"Ada"}}""")]
    [InlineData("""{"user":{"name":"a"},"user":{"name":"b","name":"c"}}""", """{"user":{"id":"u-1","name":"Ada"},"user":{"id":"u-1","name":"Ada"}}""")]
    [InlineData("""{"user":{"name":{"name":[1]},"deep":{"name":"stays"}}}""", """{"user":{"deep":{"name":"stays"},"id":"u-1","name":"Ada"}}""")]
    [InlineData("""{"other":{"user":{"name":"not it"}}}""", """{"other":{"user":{"name":"not it"}}}""")]
    [InlineData("""{"user":"Eve"}""", """{"user":"Eve"}""")]
    [InlineData("""["user",{"name":"Eve"}]""", """["user",{"name":"Eve"}]""")]
    [InlineData("7", "7")]
    [InlineData("{}", "{}")]
    public void The_hosts_name_and_id_stand_for_what_a_client_claims(string claimed, string shown)
    {
        Apply(Signed("u-1", "Ada"), 1, 1, claimed);

        Assert.Equal("1@1 " + shown, Flush());
        JsonDocument.Parse(shown).Dispose();
    }

    [Theory]
    [InlineData("u-1", null, """{"user":{"name":"Eve","id":"u-1"}}""")]
    [InlineData(null, "Ada", """{"user":{"id":"root","name":"Ada"}}""")]
    [InlineData(null, null, """{"user":{"name":"Eve","id":"root"}}""")]
    public void What_the_host_does_not_know_the_client_may_say(string? subject, string? name, string shown)
    {
        Apply(Signed(subject, name), 1, 1, """{"user":{"name":"Eve","id":"root"}}""");

        Assert.Equal("1@1 " + shown, Flush());
    }

    [Theory]
    [InlineData("a\"b\\c\n<script>")]
    [InlineData("Ådä 漢字 😀")]
    [InlineData("half \ud83d of a pair")]
    public void Any_name_makes_a_state_that_clients_can_parse(string name)
    {
        Apply(Signed("u-1", name), 1, 1, """{"user":{"name":"Eve"}}""");

        using var state = JsonDocument.Parse(Flush()["1@1 ".Length..]);
        Assert.Equal(
            name.Replace('\ud83d', name.Contains("half", StringComparison.Ordinal) ? '\ufffd' : '\ud83d'),
            state.RootElement.GetProperty("user").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("profile", """{"user":{"name":"Eve"},"profile":{"id":"u-1","name":"Ada"}}""")]
    [InlineData(null, """{"user":{"name":"Eve"},"profile":{"name":"Eve"}}""")]
    public void The_host_says_where_states_tell_who_it_is(string? field, string shown)
    {
        var table = new AwarenessTable(new ManualTime(), new AwarenessLimits { IdentityField = field });

        table.Apply(Signed("u-1", "Ada"), Update(1, 1, """{"user":{"name":"Eve"},"profile":{"name":"Eve"}}"""));

        Assert.Equal("1@1 " + shown, Read(table.Flush()));
    }

    [Fact]
    public void A_name_that_changes_shows_with_the_next_state()
    {
        var speaker = Signed("u-1", "Ada");
        Apply(speaker, 1, 1, """{"user":{}}""");
        Flush();
        speaker.Identity = new AwarenessIdentity("u-1", "Ada Lovelace");

        Apply(speaker, 1, 2, """{"user":{}}""");

        Assert.Equal("""1@2 {"user":{"id":"u-1","name":"Ada Lovelace"}}""", Flush());
    }

    [Theory]
    [InlineData(1, "null")]
    [InlineData(2, "null")]
    [InlineData(2, "{}")]
    [InlineData(1_000_000, "{}")]
    public void Nobody_else_moves_or_removes_a_cursor_though_nobody_signed_in(ulong clock, string state)
    {
        Apply(_victim, 1, 1, "1");
        Flush();

        Apply(_attacker, 1, clock, state);
        Apply(_victim, 1, 2, "2");

        Assert.Equal("1@2 2", Flush());
    }

    [Fact]
    public void What_others_repeat_of_a_client_does_not_bind_it_to_them()
    {
        Apply(_victim, 1, 1, "1");
        Flush();
        Apply(_attacker, 1, 1, "1");
        _table.RemoveSpeaker(_victim);
        Flush();
        Apply(_attacker, 1, 1, "1");
        var back = Anonymous();

        Apply(back, 1, 2, "2");

        Assert.Equal("1@2 2", Flush());
        Assert.Same(back, _table.FindSpeaker(new ClientId(1)));
    }

    [Fact]
    public void One_that_takes_leave_and_stays_may_come_back_and_nobody_else_may()
    {
        Apply(_victim, 1, 1, "1");
        Apply(_victim, 1, 2, "null");
        Flush();

        Apply(_attacker, 1, 3, "3");
        Apply(_victim, 1, 4, "4");

        Assert.Equal("1@4 4", Flush());
    }

    [Fact]
    public void One_that_takes_leave_and_becomes_another_client_leaves_the_first_to_whoever_comes()
    {
        Apply(_victim, 1, 1, "1");
        Apply(_victim, 1, 2, "null");
        Apply(_victim, 5, 1, "5");
        Apply(_attacker, 1, 3, "3");

        Assert.Equal("1@3 3, 5@1 5", Flush());
    }

    [Fact]
    public void A_goodbye_of_one_that_nobody_speaks_for_is_nobodys_to_send()
    {
        Apply(_victim, 1, 1, "1");
        _table.RemoveSpeaker(_victim);
        Flush();

        Apply(_attacker, 1, 1UL << 50, "null");

        Assert.False(_table.HasChanges);
    }

    [Fact]
    public void By_default_a_connection_speaks_for_one_client()
    {
        Apply(_attacker, 1, 1, "1");
        Apply(_attacker, 2, 1, "2");

        Assert.Equal("1@1 1", Flush());
    }

    [Fact]
    public void A_person_who_comes_back_takes_over_from_the_connection_that_is_dying()
    {
        var (dying, back, other) = (Signed("ada", null), Signed("ada", null), Signed("eve", null));
        Apply(dying, 1, 1, "1");
        Apply(other, 1, 2, "2");
        Apply(back, 1, 3, "3");
        _table.RemoveSpeaker(dying);

        Assert.Equal("1@3 3", Flush());
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void A_state_may_have_eight_levels(int depth, bool isTaken)
    {
        var exception = Record.Exception(() => Apply(_victim, 1, 1, new string('[', depth) + new string(']', depth)));

        Assert.Equal(isTaken, exception is null);
    }

    private static AwarenessSpeaker Anonymous() => new(AwarenessIdentity.Nobody);

    private static AwarenessSpeaker Signed(string? subject, string? name) => new(new AwarenessIdentity(subject, name));

    private void Apply(AwarenessSpeaker speaker, ulong client, ulong clock, string state) =>
        _table.Apply(speaker, Update(client, clock, state));

    private string Flush() => Read(_table.Flush());

    private static byte[] Update(ulong client, ulong clock, string state) => Message(FakePeer.Awareness(client, clock, state)).Payload.ToArray();

    private static string Read(ReadOnlyMemory<byte> frame) => FakePeer.ReadAwareness(Message(frame));

    private static InboundMessage Message(ReadOnlyMemory<byte> frame)
    {
        var offset = 0;
        Assert.True(YWebsocketFrame.TryRead(frame, ref offset, out var message));
        return message;
    }
}
