using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>Whatever a Yjs document can hold goes through the server, its log and its checkpoints unharmed.</summary>
public sealed class SharedTypesTests(NodeClients clients)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_edits_of_all_types_converge_and_outlive_the_server(int seed)
    {
        await using var server = await ServerProcess.StartNewAsync(("Collab__Sessions__CheckpointAfterBytes", "65536"));

        var edited = await new Scenario(clients, server).RunAsync<Edited>("types", "randomEdits", new { seed, rounds = 400 });

        Replica.AssertAllEqual(edited.Replicas);
        Assert.NotEqual(0, edited.Replicas["afterRestart"].Length);
    }

    private sealed record Edited(Dictionary<string, Replica> Replicas);
}
