using System.Security.Cryptography;
using System.Text;
using Collab.Core;
using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>All published clients, and C#, in one document: y-websocket 3 and 4, Hocuspocus' provider 3 and 4, y-sweet's client.</summary>
public sealed class EveryClientTests(NodeClients clients)
{
    private const string Document = "everyone";

    // Checkpoints are written all the time, so that some are under way when the server dies.
    private static readonly (string Name, string Value)[] BusyStore =
    [
        ("Collab__Sessions__CheckpointAfterBytes", "4096"),
        ("Collab__FileStore__SegmentBytes", "65536"),
    ];

    private static bool IsLong => Environment.GetEnvironmentVariable("COLLAB_LONG") == "1";

    [Fact]
    public async Task They_edit_one_document_at_once_with_cut_connections_and_end_equal()
    {
        await using var server = await InProcessServer.StartAsync();
        var edits = 0;
        var scenario = new Scenario(clients, server.SyncAddress, () => "")
            .Answering("edit", () => EditAsync(server, edits++))
            .Answering("read", async () => new { Text = await ReadAsync(server) });

        var together = await scenario.RunAsync<Together>("everyone", "together", new { document = Document, seconds = IsLong ? 30 : 10 });

        Replica.AssertAllEqual(together.Replicas);
        Assert.Equal(HashOf(await ReadAsync(server)), together.Replicas["fresh"].Text);
        Assert.All(together.Edits, count => Assert.NotEqual(0, count));
        Assert.NotEqual(0, together.Cuts.Sum());
        Assert.NotEqual(0, edits);
    }

    [Theory]
    [InlineData("RelayFirst")]
    [InlineData("CommitFirst")]
    public async Task What_a_client_calls_saved_is_there_after_a_kill(string durability)
    {
        await using var server = await ServerProcess.StartNewAsync([.. BusyStore, ("Collab__Sessions__Durability", durability)]);

        var killed = await new Scenario(clients, server).RunAsync<Killed>(
            "everyone", "killed", new { document = Document, kills = IsLong ? 8 : 3 });

        Assert.All(killed.Rounds.SelectMany(round => round), client => Assert.True(
            client.Found >= client.Saved, $"{client.Kind} had called {client.Saved} saved, and {client.Found} were there"));
        Assert.All(killed.Rounds.SelectMany(round => round), client => Assert.NotEqual(0, client.Saved));
        Replica.AssertAllEqual(killed.Replicas);
    }

    /// <summary>Types at a place of its own and takes back some of what is there, whoever wrote it.</summary>
    private static Task EditAsync(InProcessServer server, int edit) => server.Documents.EditAsync(
        new DocumentName(Document),
        document =>
        {
            var text = document.GetText("text");
            text.Insert(edit * 31 % (text.Length + 1), $"host:{edit} ");
            if (text.Length > 200)
            {
                text.Delete(edit * 17 % (text.Length - 5), 5);
            }
        },
        TestContext.Current.CancellationToken);

    private static Task<string> ReadAsync(InProcessServer server) => server.Documents.ReadAsync(
        new DocumentName(Document), document => document.GetText("text").ToString(), TestContext.Current.CancellationToken);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Together(int[] Edits, int[] Cuts, Dictionary<string, Replica> Replicas);

    /// <param name="Saved">The clock up to which the client's own signal called everything saved before the kill.</param>
    /// <param name="Found">The clock up to which its blocks were there after the start.</param>
    private sealed record Client(string Kind, long Saved, long Found);

    private sealed record Killed(Client[][] Rounds, Dictionary<string, Replica> Replicas);
}
