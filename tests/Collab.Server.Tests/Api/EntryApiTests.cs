using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Api;

/// <summary>What people do with documents in the list: rename, put into folders, star, throw away and restore.</summary>
public sealed class EntryApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_document_is_in_the_folder_that_was_named_and_nothing_else()
    {
        await using var server = await RunningServer.StartAsync();

        var entry = await CreateAsync(server, """{"kind":"board","title":"Plan","folder":" Work "}""");

        Assert.Equal("Work", entry.GetProperty("folder").GetString());
        Assert.False(entry.GetProperty("starred").GetBoolean());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("trashedAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("thumbnail").ValueKind);
    }

    [Fact]
    public async Task A_change_answers_with_the_entry_and_is_listed()
    {
        await using var server = await RunningServer.StartAsync();
        var name = Name(await CreateAsync(server, """{"kind":"board","title":"Plan"}"""));

        var changed = await PatchAsync(server, name, """{"folder":"Work","starred":true,"trashed":true}""");
        var listed = Assert.Single((await server.Client.GetFromJsonAsync<JsonElement>("/api/documents", Cancellation))
            .GetProperty("documents").EnumerateArray());

        Assert.Equal("Work", changed.GetProperty("folder").GetString());
        Assert.True(changed.GetProperty("starred").GetBoolean());
        Assert.NotEqual(default, changed.GetProperty("trashedAt").GetDateTimeOffset());
        Assert.Equal("Plan", changed.GetProperty("title").GetString());
        Assert.Equal(changed.ToString(), listed.ToString());

        var restored = await PatchAsync(server, name, """{"trashed":false}""");
        Assert.Equal(JsonValueKind.Null, restored.GetProperty("trashedAt").ValueKind);
        Assert.True(restored.GetProperty("starred").GetBoolean());
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("file")]
    public async Task A_new_title_is_in_the_document_in_the_answer_and_in_the_list_at_once(string storage)
    {
        var directory = Directory.CreateTempSubdirectory("collab-server-").FullName;
        await using (var server = await RunningServer.StartAsync(
            $"Collab:Storage={storage}", $"Collab:DataDirectory={directory}"))
        {
            var name = Name(await CreateAsync(server, """{"kind":"page","title":"Draft"}"""));

            var changed = await PatchAsync(server, name, """{"title":"Final ✏️"}""");
            var listed = await server.Client.GetFromJsonAsync<JsonElement>("/api/documents", Cancellation);
            var meta = await server.App.Services.GetRequiredService<ICollabDocuments>()
                .ReadAsync(new DocumentName(name), DocumentMeta.Read, Cancellation);

            Assert.Equal("Final ✏️", changed.GetProperty("title").GetString());
            Assert.Equal("Final ✏️", listed.GetProperty("documents")[0].GetProperty("title").GetString());
            Assert.Equal(new DocumentMeta("page", "Final ✏️"), meta);
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task What_was_changed_is_there_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("collab-server-").FullName;
        string[] settings = ["Collab:Storage=File", $"Collab:DataDirectory={directory}"];
        JsonElement changed;
        await using (var server = await RunningServer.StartAsync(settings))
        {
            var name = Name(await CreateAsync(server, """{"kind":"text"}"""));
            changed = await PatchAsync(server, name, """{"folder":"Work","starred":true,"trashed":true}""");
        }

        await using (var again = await RunningServer.StartAsync(settings))
        {
            var listed = await again.Client.GetFromJsonAsync<JsonElement>("/api/documents", Cancellation);
            Assert.Equal(changed.ToString(), listed.GetProperty("documents")[0].ToString());
        }

        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("""{"title":"two\nlines"}""", "title")]
    [InlineData("""{"folder":"two\nlines"}""", "folder")]
    [InlineData("""{"folder":"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"}""", "folder")]
    [InlineData("""{"starred":"yes"}""", null)]
    [InlineData("""null""", null)]
    public async Task A_change_that_makes_no_sense_changes_nothing(string body, string? field)
    {
        await using var server = await RunningServer.StartAsync();
        var before = await CreateAsync(server, """{"kind":"text","title":"Plan"}""");

        using var response = await SendAsync(server, Name(before), body);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field is not null, problem.TryGetProperty("errors", out var errors) && errors.TryGetProperty(field!, out _));
        var after = await server.Client.GetFromJsonAsync<JsonElement>($"/api/documents/{Name(before)}", Cancellation);
        Assert.Equal(before.ToString(), after.ToString());
    }

    [Fact]
    public async Task A_change_of_what_is_not_there_makes_nothing()
    {
        await using var server = await RunningServer.StartAsync();

        using var response = await SendAsync(server, "nobody", """{"title":"Plan","starred":true}""");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("""{"documents":[]}""", await server.Client.GetStringAsync("/api/documents", Cancellation));
    }

    private static async Task<JsonElement> CreateAsync(RunningServer server, string body)
    {
        using var response = await server.Client.PostAsync("/api/documents", Json(body), Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static async Task<JsonElement> PatchAsync(RunningServer server, string name, string body)
    {
        using var response = await SendAsync(server, name, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static Task<HttpResponseMessage> SendAsync(RunningServer server, string name, string body) =>
        server.Client.PatchAsync($"/api/documents/{name}", Json(body), Cancellation);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static string Name(JsonElement entry) => entry.GetProperty("name").GetString()!;
}
