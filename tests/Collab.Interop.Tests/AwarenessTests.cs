namespace Collab.Interop.Tests;

/// <summary>Who is there is seen by all who are there, and nobody is seen who is not.</summary>
public sealed class AwarenessTests(NodeClients clients, SharedServer server) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task States_are_seen_by_those_who_are_there_and_those_who_come_later()
    {
        var seen = await RunAsync<Seen>("seen");

        Assert.Empty(seen.Bert);
        Assert.Equal(new Names { ["Bert"] = 1 }, seen.Late);
    }

    [Fact]
    public async Task A_client_whose_process_dies_is_gone_for_the_others()
    {
        var seen = await RunAsync<SeenByLate>("removedWhenItsProcessDies");

        Assert.Equal(new Names { ["Watcher"] = 1 }, seen.Late);
    }

    [Fact]
    public async Task A_client_that_stops_answering_is_gone_for_the_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP");

        var seen = await RunAsync<SeenByWatcher>("removedWhenItAnswersNoMore");

        Assert.Empty(seen.Watcher);
    }

    [Fact]
    public async Task Whoever_asks_for_all_states_gets_them()
    {
        var queried = await RunAsync<Queried>("queried");

        Assert.Equal(0, queried.BeforeAnybodyCame);
        Assert.Equal(["Anna", "Bert"], queried.Names);
    }

    [Fact]
    public async Task A_client_hears_its_own_state_back()
    {
        var echoed = await RunAsync<Echoed>("echoed");

        var entry = Assert.Single(echoed.States);
        Assert.Equal((7, 1, "Anna"), (entry.Client, entry.Clock, entry.State["name"]));
    }

    [Fact]
    public async Task A_client_that_lost_its_connection_is_seen_again_as_soon_as_it_is_back()
    {
        var seen = await RunAsync<SeenAgain>("backAtOnce");

        Assert.Equal(new Names { ["Anna"] = 1 }, seen.Watcher);
        Assert.Equal(new Names { ["Anna"] = 1 }, seen.Late);
    }

    [Fact]
    public async Task A_client_that_is_back_before_its_old_connection_ended_stays()
    {
        var stayed = await RunAsync<Stayed>("backBeforeItsOldConnectionEnds");

        Assert.Equal([8], stayed.Removed);
        Assert.Equal([7], stayed.Present);
    }

    private Task<T> RunAsync<T>(string scenario) => new Scenario(clients, server.Process).RunAsync<T>("awareness", scenario);

    /// <summary>How many others have each name.</summary>
    private sealed class Names : Dictionary<string, int>;

    private sealed record Seen(Names Bert, Names Late);

    private sealed record SeenByLate(Names Late);

    private sealed record SeenByWatcher(Names Watcher);

    private sealed record SeenAgain(Names Watcher, Names Late);

    private sealed record Stayed(int[] Removed, int[] Present);

    private sealed record Queried(int BeforeAnybodyCame, string[] Names);

    private sealed record Echoed(Entry[] States);

    private sealed record Entry(int Client, int Clock, Dictionary<string, string> State);
}
