using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>What a client did while it could not tell the server reaches it, whatever became of either meanwhile.</summary>
public sealed class OfflineTests(NodeClients clients)
{
    [Fact]
    public async Task A_page_that_was_reloaded_offline_brings_its_edits_under_a_new_client_id_once()
    {
        await using var server = await ServerProcess.StartNewAsync();

        var back = await new Scenario(clients, server).RunAsync<CameBack>("offline", "backUnderANewId");

        Assert.Equal("[meanwhile]nt. written offline. written before it connected.", back.Text);
        Assert.Equal(3, back.Clients);
        Replica.AssertAllEqual(back.Replicas);
    }

    [Fact]
    public async Task A_server_that_lost_its_data_gets_it_back_from_its_clients()
    {
        await using var server = await ServerProcess.StartNewAsync();
        var scenario = new Scenario(clients, server).Answering("wipe", () =>
        {
            Directory.Delete(server.DataDirectory, recursive: true);
            Directory.CreateDirectory(server.DataDirectory);
            return Task.CompletedTask;
        });

        var restored = await scenario.RunAsync<Restored>("offline", "serverLostItsData");

        Assert.Equal(0, restored.LengthAfterLoss);
        Assert.Equal(["from Anna", "from Bert", "from Carl"], restored.Words);
        Replica.AssertAllEqual(restored.Replicas);
    }

    private sealed record CameBack(string Text, int Clients, Dictionary<string, Replica> Replicas);

    private sealed record Restored(int LengthAfterLoss, string[] Words, Dictionary<string, Replica> Replicas);
}
