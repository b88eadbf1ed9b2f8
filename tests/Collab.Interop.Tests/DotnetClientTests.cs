using System.Security.Cryptography;
using System.Text;
using Collab.Client;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Interop.Tests;

/// <summary>The .NET client and Yjs behind y-websocket's provider edit one document.</summary>
public sealed class DotnetClientTests(NodeClients clients)
{
    private const string Name = "dotnet";
    private const int EditsPerRound = 25;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Random_edits_of_both_on_and_off_line_end_equal_round_after_round(int seed)
    {
        await using var server = await InProcessServer.StartAsync();
        await using var client = new CollabClient(new Uri(server.SyncAddress), new DocumentName(Name));
        await client.ConnectAsync(Cancellation);
        var random = new Random(seed);
        var scenario = new Scenario(clients, server.SyncAddress, () => "")
            .Answering("edit", () => EditAsync(client, random))
            .Answering("disconnect", client.DisconnectAsync)
            .Answering("save", () => SaveAsync(client))
            .Answering("wave", () => Task.Run(() => client.Awareness.SetLocalState(Any.ParseJson("""{"user":{"name":".NET"}}"""))))
            .Answering("read", async () => new { StateVector = await client.ReadAsync(document => document.EncodeStateVector(), Cancellation) });

        var outcome = await scenario.RunAsync<Outcome>("dotnet", "rounds", new { document = Name, seed, rounds = 12 });

        Replica.AssertAllEqual(outcome.Replicas);
        Assert.Equal(outcome.Json, await client.ReadAsync(ReadJson, Cancellation));
        Assert.Equal(
            outcome.Replicas["yjs"].Text,
            await client.ReadAsync(document => HashOf(document.GetText("text").ToString()), Cancellation));
        Assert.Equal([".NET", "Yjs"], outcome.People);
        Assert.NotEqual(0, outcome.Offline);
    }

    private static async Task EditAsync(CollabClient client, Random random)
    {
        for (var edit = 0; edit < EditsPerRound; edit++)
        {
            await client.EditAsync(document => EditOnce(document, random), Cancellation);
        }
    }

    private static async Task SaveAsync(CollabClient client)
    {
        await client.ConnectAsync(Cancellation);
        await client.WhenSavedAsync(Cancellation);
    }

    private static void EditOnce(Document document, Random random)
    {
        var text = document.GetText("text");
        var list = document.GetArray("list");
        switch (random.Next(5))
        {
            case 0:
                text.Insert(random.Next(text.Length + 1), $"n{random.Next(1000)} ");
                break;
            case 1 when text.Length > 8:
                text.Delete(random.Next(text.Length - 4), 4);
                break;
            case 2 when text.Length > 8:
                text.Format(random.Next(text.Length - 5), 5, [KeyValuePair.Create("bold", random.Next(2) == 0 ? Any.FromBoolean(true) : Any.Null)]);
                break;
            case 3:
                list.Insert(random.Next(list.Count + 1), [Any.FromNumber(random.Next(1000)), ".NET"]);
                break;
            default:
                document.GetMap("entries").Set($"k{random.Next(20)}", random.Next(1000));
                break;
        }
    }

    private static string ReadJson(Document document) => Any.FromObject(
        KeyValuePair.Create("text", document.GetText("text").ToDeltaJson()),
        KeyValuePair.Create("list", document.GetArray("list").ToJson())).ToJson();

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Outcome(Dictionary<string, Replica> Replicas, string Json, string[] People, int Offline);
}
