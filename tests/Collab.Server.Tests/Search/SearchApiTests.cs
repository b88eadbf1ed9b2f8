using System.Net.Http.Json;
using System.Text.Json;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Server.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Search;

/// <summary>What is found on a server that runs, and how soon.</summary>
public sealed class SearchApiTests
{
    private const string AtOnce = "Collab:Search:Delay=00:00:00";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_title_is_found_at_once_and_a_text_soon_after_it_was_written()
    {
        await using var server = await RunningServer.StartAsync(AtOnce);
        var name = await server.CreateNamedAsync("page", "Crème");

        Assert.Equal(name, Assert.Single(await SearchAsync(server, "creme")).GetProperty("name").GetString());
        await WritePageAsync(server, name, "The quick brown fox");
        var result = await UntilFoundAsync(server, "quick fo");

        Assert.Equal("The quick brown fox", result.GetProperty("snippet").GetString());
        Assert.Equal("[[4,5],[16,2]]", result.GetProperty("ranges").ToString());
    }

    [Fact]
    public async Task What_is_thrown_away_is_not_found_until_it_is_taken_back_and_what_is_deleted_never()
    {
        await using var server = await RunningServer.StartAsync(AtOnce);
        var name = await server.CreateNamedAsync("page");
        await WritePageAsync(server, name, "needle");
        await UntilFoundAsync(server, "needle");

        await server.PatchAsync(name, """{"trashed":true}""");
        Assert.Empty(await SearchAsync(server, "needle"));
        await server.PatchAsync(name, """{"trashed":false}""");
        Assert.Single(await SearchAsync(server, "needle"));
        await server.DeleteAsync(name);
        Assert.Empty(await SearchAsync(server, "needle"));
    }

    [Fact]
    public async Task After_a_start_stored_documents_are_found_without_being_opened()
    {
        var directory = Directory.CreateTempSubdirectory("collab-server-").FullName;
        string[] settings = ["Collab:Storage=File", $"Collab:DataDirectory={directory}", AtOnce];
        await using (var server = await RunningServer.StartAsync(settings))
        {
            await WritePageAsync(server, await server.CreateNamedAsync("page"), "needle");
        }

        await using (var again = await RunningServer.StartAsync(settings))
        {
            await UntilFoundAsync(again, "needle");
        }

        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("/api/search")]
    [InlineData("/api/search?q=")]
    [InlineData("/api/search?q=%20%00%ff")]
    public async Task A_question_without_words_finds_nothing(string path)
    {
        await using var server = await RunningServer.StartAsync();
        await server.CreateNamedAsync("page", "Plan");

        Assert.Equal("""{"results":[]}""", await server.Client.GetStringAsync(path, Cancellation));
    }

    private static Task WritePageAsync(RunningServer server, string name, string text) =>
        server.App.Services.GetRequiredService<ICollabDocuments>().EditAsync(
            new DocumentName(name),
            document => document.GetXmlFragment("content").PushElement("paragraph").PushText().Insert(0, text),
            Cancellation);

    private static async Task<IReadOnlyList<JsonElement>> SearchAsync(RunningServer server, string query) =>
        [.. (await server.Client.GetFromJsonAsync<JsonElement>($"/api/search?q={Uri.EscapeDataString(query)}", Cancellation))
            .GetProperty("results").EnumerateArray()];

    /// <summary>Texts follow a moment after the commit; the deadline only ends a test that would never end.</summary>
    private static async Task<JsonElement> UntilFoundAsync(RunningServer server, string query)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await SearchAsync(server, query) is [var result])
            {
                return result;
            }

            await Task.Yield();
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
