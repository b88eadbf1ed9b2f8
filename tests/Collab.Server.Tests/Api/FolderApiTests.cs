using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Collab.Server.Tests.Api;

/// <summary>Folders as the API knows them: names that documents share, changed in all of them at once.</summary>
public sealed class FolderApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_renamed_folder_takes_its_documents_along()
    {
        await using var server = await RunningServer.StartAsync();
        await CreateAsync(server, "Plan", "Work");
        await CreateAsync(server, "Notes", "Work");
        await CreateAsync(server, "Rest", "Home");

        using var response = await RenameAsync(server, "Work", " Office ");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["Notes: Office", "Plan: Office", "Rest: Home"], await ListAsync(server));
    }

    [Theory]
    [InlineData("Never", "Office", HttpStatusCode.NotFound)]
    [InlineData("Work", "Home", HttpStatusCode.Conflict)]
    [InlineData("Work", "", HttpStatusCode.BadRequest)]
    [InlineData("", "Office", HttpStatusCode.BadRequest)]
    [InlineData(null, null, HttpStatusCode.BadRequest)]
    [InlineData("Work", "two\nlines", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_renamed_so_stays_as_it_is(string? from, string? to, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync();
        await CreateAsync(server, "Plan", "Work");
        await CreateAsync(server, "Rest", "Home");

        using var response = await RenameAsync(server, from, to);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["Plan: Work", "Rest: Home"], await ListAsync(server));
    }

    private static Task<HttpResponseMessage> RenameAsync(RunningServer server, string? from, string? to) =>
        server.Client.PostAsJsonAsync("/api/folders/rename", new { from, to }, Cancellation);

    private static async Task CreateAsync(RunningServer server, string title, string folder)
    {
        using var response = await server.Client.PostAsJsonAsync("/api/documents", new { kind = "text", title, folder }, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private static async Task<IEnumerable<string>> ListAsync(RunningServer server)
    {
        var list = await server.Client.GetFromJsonAsync<JsonElement>("/api/documents", Cancellation);
        return list.GetProperty("documents").EnumerateArray()
            .Select(entry => $"{entry.GetProperty("title").GetString()}: {entry.GetProperty("folder").GetString()}")
            .Order(StringComparer.Ordinal);
    }
}
