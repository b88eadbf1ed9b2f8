using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Tests.Sessions.Access;

/// <summary>Blocks under the id of a client that somebody else is at work as would take the place of what that writes next.</summary>
public sealed class ForeignClientTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_another_writes_next_as_a_cursor_that_is_here_is_refused_if_the_host_wants_that(bool guards)
    {
        var stepped = Open(guards);
        var (victim, attacker) = (stepped.Join(1), stepped.Join(2));
        stepped.Run(() => victim.SendAsync(FakePeer.Awareness(1, 1, "{}")));

        stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(WrittenAs(1, "squatted"))));
        stepped.Run(() => victim.TypeAsync("my words"));

        Assert.Equal(guards ? "my words" : "squatted", stepped.Join(3).Text);
        Assert.False(attacker.Closed.Task.IsCompleted);
    }

    [Fact]
    public void Who_shows_no_cursor_is_known_by_what_it_wrote()
    {
        var stepped = Open();
        var (victim, attacker) = (stepped.Join(1), stepped.Join(2));
        stepped.Run(() => victim.TypeAsync("my words"));
        stepped.ReadAll(attacker);

        stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(WrittenAs(1, " squatted", attacker.Document))));
        stepped.Run(() => victim.TypeAsync(" go on"));

        Assert.Equal("my words go on", stepped.Join(3).Text);
    }

    [Fact]
    public void A_cursor_counts_for_more_than_who_wrote_first()
    {
        var stepped = Open();
        var (victim, attacker) = (stepped.Join(1), stepped.Join(2));
        stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(WrittenAs(7, "squatted"))));
        stepped.Run(() => victim.SendAsync(FakePeer.Awareness(1, 1, "{}")));

        stepped.Run(() => victim.TypeAsync(", mine"));
        stepped.Run(() => attacker.SendAsync(YWebsocketFrame.Update(WrittenAs(1, "again"))));

        Assert.DoesNotContain("again", stepped.Join(3).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_2_may_bring_back_what_others_wrote()
    {
        var stepped = Open();
        var (victim, survivor) = (stepped.Join(1), stepped.Join(2));
        stepped.Run(() => victim.SendAsync(FakePeer.Awareness(1, 1, "{}")));

        stepped.Run(() => survivor.SendAsync(YWebsocketFrame.Step2(WrittenAs(1, "saved by others"))));

        Assert.Equal("saved by others", stepped.Join(3).Text);
    }

    [Fact]
    public void What_is_known_already_may_be_repeated_by_anybody()
    {
        var stepped = Open();
        var (victim, other) = (stepped.Join(1), stepped.Join(new FakePeer(2) { Acknowledgement = PeerAcknowledgement.SyncStatus }));
        var update = stepped.Run(() => victim.TypeAsync("my words"));
        stepped.ReadAll(other);

        stepped.Run(() => other.SendAsync(YWebsocketFrame.Update(update)));

        Assert.Equal(1, Assert.Single(stepped.ReadAll(other)).Payload.Span[0]);
    }

    [Fact]
    public void Once_it_has_left_whoever_comes_may_write_as_it_and_so_may_its_person_at_once()
    {
        var stepped = Open();
        var first = stepped.Join(new FakePeer(1) { Access = Ada });
        stepped.Run(() => first.TypeAsync("one"));
        var again = stepped.Join(new FakePeer(1) { Access = Ada });
        stepped.Run(() => again.SendAsync(YWebsocketFrame.Update(WrittenAs(1, " two", again.Document))));
        stepped.ReadAll(again);
        first.Leave();
        again.Leave();
        var stranger = stepped.Join(1);
        stepped.Run(() => stranger.SendAsync(YWebsocketFrame.Update(WrittenAs(1, " three", stranger.Document))));

        Assert.Equal("one two three", stepped.Join(3).Text);
    }

    [Fact]
    public void A_document_takes_no_more_clients_than_that_and_warns_before()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { ManyClients = 3, MaxClients = 4 });
        var peer = stepped.Join(new FakePeer(100) { Acknowledgement = PeerAcknowledgement.SyncStatus });
        stepped.ReadAll(peer);
        var warned = new List<bool>();
        for (var client = 1UL; client <= 5; client++)
        {
            stepped.Run(() => peer.SendAsync(YWebsocketFrame.Update(WrittenAs(client, "x"))));
            warned.Add(stepped.Logs.Of(LogLevel.Warning).Any(message => message.Contains("clients have written it", StringComparison.Ordinal)));
        }

        var known = new Document();
        known.ApplyUpdate(WrittenAs(1, "x"));
        stepped.Run(() => peer.SendAsync(YWebsocketFrame.Update(WrittenAs(1, "y", known))));

        Assert.Equal([false, false, true, true, true], warned);
        Assert.Equal(
            [1, 1, 1, 1, 0, 1],
            stepped.ReadAll(peer).Where(message => message.Kind == InboundKind.Unknown).Select(message => message.Payload.Span[0]));
        Assert.Single(stepped.Logs.Of(LogLevel.Warning), message => message.Contains("clients have written it", StringComparison.Ordinal));
    }

    private static DocumentAccess Ada => new(AccessRight.Write) { Subject = "ada" };

    private static SteppedSessions Open(bool guards = true) => new(new DocumentSessionOptions { RefusesForeignClients = guards });

    /// <summary>Types at the end as a client, on whatever else it knows.</summary>
    private static byte[] WrittenAs(ulong client, string text, Document? on = null)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(client), NewClientId = () => new ClientId(client) });
        document.ApplyUpdate(on?.EncodeStateAsUpdate() ?? [0, 0]);
        return document.TransactAndEncode(_ => document.GetText("text").Insert(document.GetText("text").Length, text))!;
    }
}
