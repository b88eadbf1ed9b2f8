using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>Stock y-websocket clients that type, edit elsewhere and join late end up equal, and so does who reads after a crash.</summary>
public sealed class TypingTests(NodeClients clients, PostgresCluster cluster)
{
    [Fact]
    public async Task A_real_editing_session_is_the_same_everywhere_and_after_a_crash()
    {
        var trace = SharedData.Find("crdt/b4-trace.bin.gz");
        await using var server = await ServerProcess.StartNewAsync();

        var typed = await new Scenario(clients, server).RunAsync<Typed>("typing", "realTrace", new { trace, edits = 30_000 });

        Replica.AssertAllEqual(typed.Replicas);
        Assert.Equal(typed.ExpectedText, typed.Replicas["afterRestart"].Text);
    }

    [Theory]
    [InlineData(ServerStore.File)]
    [InlineData(ServerStore.Postgres)]
    public async Task Two_who_type_in_one_text_have_the_same_text_and_so_has_who_joins_late(ServerStore store)
    {
        await using var server = await cluster.StartServerAsync(store);

        var typed = await new Scenario(clients, server).RunAsync<Typed>("typing", "generatedTrace", new { edits = 5_000 });

        Replica.AssertAllEqual(typed.Replicas);
        Assert.True(typed.Replicas["afterRestart"].Length > 1_000);
    }

    private sealed record Typed(Dictionary<string, Replica> Replicas, string? ExpectedText = null);
}
