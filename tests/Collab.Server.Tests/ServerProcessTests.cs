using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests;

public sealed class ServerProcessTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("collab-server-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => $"Collab:DataDirectory={_directory}";

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_start_tells_where_the_server_and_its_data_are()
    {
        await using var server = await ServerProcess.StartAsync(Data);

        Assert.Equal([$"Collab is at http://127.0.0.1:{server.Address.Port}", $"Documents are kept in {_directory}"], server.Lines);
    }

    [Fact]
    public async Task A_wrong_setting_ends_the_start_with_one_line_that_names_it()
    {
        var (exitCode, output, error) = await ServerProcess.RunAsync("Collab:Storage=Mongo");

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Equal("Collab did not start: Collab:Storage is \"Mongo\"; it may be File, Postgres, Memory", error.Trim());
    }

    [Fact]
    public async Task What_was_created_is_there_after_kill_9()
    {
        JsonElement made;
        await using (var server = await ServerProcess.StartAsync(Data))
        {
            made = await CreateAsync(server);
            await server.KillAsync();
        }

        await using var again = await ServerProcess.StartAsync(Data);

        Assert.Equal(Name(made), Name(Assert.Single(await ListAsync(again))));
    }

    [Fact]
    public async Task A_lost_catalogue_is_made_anew_of_what_the_documents_say()
    {
        JsonElement made;
        await using (var server = await ServerProcess.StartAsync(Data))
        {
            made = await CreateAsync(server);
            await server.KillAsync();
        }

        File.Delete(Path.Combine(_directory, "catalog.jsonl"));
        await using var again = await ServerProcess.StartAsync(Data);
        var listed = Assert.Single(await ListAsync(again));

        Assert.Equal(
            (Name(made), "board", "Plan"),
            (Name(listed), listed.GetProperty("kind").GetString(), listed.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_does_not_start()
    {
        await using var server = await ServerProcess.StartAsync(Data);

        var (exitCode, _, error) = await ServerProcess.RunAsync(Data);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Collab did not start: Collab:DataDirectory is {_directory}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGTERM_sends_peers_away_to_come_back_and_ends_well()
    {
        await using var server = await ServerProcess.StartAsync(Data);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Address.Port}/sync/any"), Cancellation);

        var exit = server.TerminateAsync();
        var (code, _) = await EmbeddedHost.ReadCloseAsync(socket);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);

        Assert.Equal((1012, 0), (code, await exit));
    }

    private static async Task<JsonElement> CreateAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var response = await client.PostAsJsonAsync(
            "/api/documents", new { kind = "board", title = "Plan" }, Cancellation);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static async Task<List<JsonElement>> ListAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var list = await client.GetFromJsonAsync<JsonElement>("/api/documents", Cancellation);
        return [.. list.GetProperty("documents").EnumerateArray()];
    }

    private static string Name(JsonElement entry) => entry.GetProperty("name").GetString()!;
}
