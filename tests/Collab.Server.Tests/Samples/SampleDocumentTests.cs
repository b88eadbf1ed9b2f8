using System.Net.Http.Json;
using System.Text.Json;
using Collab.Core.Documents;

namespace Collab.Server.Tests.Samples;

/// <summary>What a server shows at its first start.</summary>
public sealed class SampleDocumentTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("collab-samples-");

    [Fact]
    public async Task A_first_start_makes_a_board_and_a_document()
    {
        await using var server = await StartAsync();

        var documents = await ListAsync(server);

        Assert.Equal(
            [("board", "Welcome board"), ("page", "Welcome to Collab")],
            documents.Select(entry => (entry.Kind, entry.Title)).Order());
    }

    [Fact]
    public async Task A_later_start_makes_none_again()
    {
        string[] before;
        await using (var first = await StartAsync())
        {
            before = [.. (await ListAsync(first)).Select(entry => entry.Name).Order(StringComparer.Ordinal)];
        }

        await using var second = await StartAsync();

        Assert.Equal(before, (await ListAsync(second)).Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_told_so_makes_none()
    {
        await using var server = await StartAsync("Collab:Samples=false");

        Assert.Empty(await ListAsync(server));
    }

    [Fact]
    public async Task Samples_are_documents_that_their_editors_can_show()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryFolders.Root, "src", "Collab.Server", "Samples"), "*.bin"))
        {
            var document = new Document();
            document.ApplyUpdate(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

            var meta = document.GetMap("meta");
            var kind = meta["kind"].AsString();
            Assert.False(document.HasPending);
            Assert.True(kind == "board" ? document.GetMap("elements").Count > 10 : document.GetXmlFragment("content").Count > 10, file);
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private Task<RunningServer> StartAsync(string samples = "Collab:Samples=true") =>
        RunningServer.StartAsync("Collab:Storage=File", $"Collab:DataDirectory={_directory.FullName}", samples);

    private static async Task<(string Name, string Kind, string Title)[]> ListAsync(RunningServer server)
    {
        var body = await server.Client.GetFromJsonAsync<JsonElement>("api/documents", TestContext.Current.CancellationToken);
        return
        [
            .. body.GetProperty("documents").EnumerateArray().Select(entry => (
                entry.GetProperty("name").GetString()!, entry.GetProperty("kind").GetString()!, entry.GetProperty("title").GetString()!)),
        ];
    }
}
