using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Tests.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Client.Tests;

/// <summary>Who is there: as y-protocols' awareness keeps it.</summary>
public sealed class AwarenessTests
{
    private static readonly Any Ada = Any.ParseJson("""{"user":{"name":"Ada"}}""");

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Clients_see_each_other_come_change_and_go()
    {
        await using var host = await Host.StartAsync();
        await using var ada = await host.ConnectAsync();
        await using var ben = await host.ConnectAsync();
        var id = ada.Awareness.ClientId;

        ada.Awareness.SetLocalState(Ada);
        await ben.UntilAwareAsync(awareness => NameOf(awareness, id) == "Ada");
        ada.Awareness.SetLocalStateField("user", Any.ParseJson("""{"name":"Ada L."}"""));
        await ben.UntilAwareAsync(awareness => NameOf(awareness, id) == "Ada L.");
        await ada.DisposeAsync();

        await ben.UntilAwareAsync(awareness => !awareness.States.ContainsKey(id));
    }

    [Fact]
    public async Task A_client_that_comes_back_is_seen_again_at_once_and_sees_who_is_there()
    {
        await using var host = await Host.StartAsync();
        await using var ada = await host.ConnectAsync();
        await using var ben = await host.ConnectAsync();
        ada.Awareness.SetLocalState(Ada);
        ben.Awareness.SetLocalState(Any.ParseJson("""{"user":{"name":"Ben"}}"""));
        await ben.UntilAwareAsync(awareness => awareness.States.Count == 2);

        await ada.DisconnectAsync();
        Assert.Equal([ada.Awareness.ClientId], ada.Awareness.States.Keys);
        await ben.UntilAwareAsync(awareness => awareness.States.Count == 1);
        await ada.ConnectAsync(TestContext.Current.CancellationToken);

        await ben.UntilAwareAsync(awareness => NameOf(awareness, ada.Awareness.ClientId) == "Ada");
        await ada.UntilAwareAsync(awareness => NameOf(awareness, ben.Awareness.ClientId) == "Ben");
    }

    [Fact]
    public void The_own_state_is_told_again_after_15_s_with_the_next_clock()
    {
        var told = 0;
        var awareness = New(() => told++);
        awareness.SetLocalState(Ada);
        var first = Read(awareness.EncodeOwn()!);

        _time.Advance(TimeSpan.FromSeconds(14));
        awareness.Tick();
        Assert.Equal(1, told);
        _time.Advance(TimeSpan.FromSeconds(1));
        awareness.Tick();

        Assert.Equal(2, told);
        Assert.Equal((first.Client, first.Clock + 1, first.State), Read(awareness.EncodeOwn()!));
    }

    [Fact]
    public void Another_that_was_not_told_for_30_s_is_gone()
    {
        var awareness = New();
        var removed = new List<ClientId>();
        awareness.Changed += change => removed.AddRange(change.Removed);
        awareness.Apply(Update(5, 1, "{}"));

        _time.Advance(TimeSpan.FromSeconds(29));
        awareness.Tick();
        Assert.Single(awareness.States);
        _time.Advance(TimeSpan.FromSeconds(1));
        awareness.Tick();

        Assert.Empty(awareness.States);
        Assert.Equal([new ClientId(5)], removed);
    }

    [Fact]
    public void A_state_counts_if_its_clock_is_newer_or_takes_away_what_is_there()
    {
        var awareness = New();
        awareness.Apply(Update(5, 3, """{"n":3}"""));

        awareness.Apply(Update(5, 2, """{"n":2}"""));
        awareness.Apply(Update(5, 3, """{"n":0}"""));
        Assert.Equal(3, awareness.States[new ClientId(5)]["n"].AsNumber());
        awareness.Apply(Update(5, 3, "null"));
        Assert.Empty(awareness.States);

        awareness.Apply(Update(5, 3, """{"n":3}"""));
        Assert.Empty(awareness.States);
        awareness.Apply(Update(5, 4, """{"n":4}"""));
        Assert.Equal(4, awareness.States[new ClientId(5)]["n"].AsNumber());
    }

    [Fact]
    public void Who_is_said_to_be_gone_and_is_not_says_so()
    {
        var told = 0;
        var awareness = New(() => told++);
        awareness.SetLocalState(Ada);

        awareness.Apply(Update(1, 9, "null"));

        Assert.Equal(2, told);
        Assert.Equal((1UL, 10UL, Ada.ToJson()), Read(awareness.EncodeOwn()!));
    }

    [Fact]
    public void A_client_that_never_told_a_state_sends_none()
    {
        var awareness = New();

        awareness.Begin();
        _time.Advance(TimeSpan.FromMinutes(1));
        awareness.Tick();

        Assert.Null(awareness.EncodeOwn());
    }

    private static string? NameOf(Awareness awareness, ClientId client) =>
        awareness.States.TryGetValue(client, out var state) ? state["user"]["name"].AsString() : null;

    private static byte[] Update(ulong client, ulong clock, string state)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint(1);
        writer.WriteVarUint(client);
        writer.WriteVarUint(clock);
        writer.WriteVarString(state);
        return writer.ToArray();
    }

    private static (ulong Client, ulong Clock, string State) Read(byte[] update)
    {
        var reader = new Lib0Reader(update);
        Assert.Equal(1UL, reader.ReadVarUint());
        return (reader.ReadVarUint(), reader.ReadVarUint(), reader.ReadVarString());
    }

    private Awareness New(Action? ownChanged = null) =>
        new(new ClientId(1), _time, new Notifier(NullLogger.Instance), ownChanged ?? (() => { }));
}
