using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Api;

public sealed class DocumentApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_server_lists_no_documents()
    {
        await using var server = await RunningServer.StartAsync();

        var list = await server.Client.GetStringAsync("/api/documents", Cancellation);

        Assert.Equal("""{"documents":[]}""", list);
    }

    [Fact]
    public async Task The_list_may_be_of_one_document_or_of_none_where_there_is_no_such()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await PostAsync(server, """{"kind":"page","title":"Plan"}""");
        var name = Text(await ReadAsync(response), "name");
        using var other = await PostAsync(server, """{"kind":"page","title":"Other"}""");

        var one = await server.Client.GetFromJsonAsync<JsonElement>($"/api/documents?name={name}", Cancellation);
        var none = await server.Client.GetStringAsync("/api/documents?name=a%2Fb%20c", Cancellation);

        Assert.Equal(name, Text(Assert.Single(one.GetProperty("documents").EnumerateArray()), "name"));
        Assert.Equal("""{"documents":[]}""", none);
    }

    [Theory]
    [InlineData("board")]
    [InlineData("page")]
    [InlineData("text")]
    public async Task A_created_document_has_a_name_that_nobody_can_guess_and_a_place(string kind)
    {
        await using var server = await RunningServer.StartAsync();

        using var response = await PostAsync(server, $$"""{"kind":"{{kind}}","title":"Plan ✏️"}""");
        var entry = await ReadAsync(response);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Matches("^[0-9A-Za-z]{22}$", Text(entry, "name"));
        Assert.Equal($"/api/documents/{Text(entry, "name")}", response.Headers.Location?.ToString());
        Assert.Equal((kind, "Plan ✏️"), (Text(entry, "kind"), Text(entry, "title")));
        Assert.Equal(Text(entry, "createdAt"), Text(entry, "updatedAt"));
    }

    [Fact]
    public async Task A_created_document_can_be_looked_up_and_is_listed()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await PostAsync(server, """{"kind":"page"}""");
        var name = Text(await ReadAsync(response), "name");

        var found = await server.Client.GetFromJsonAsync<JsonElement>(response.Headers.Location, Cancellation);
        var list = await server.Client.GetFromJsonAsync<JsonElement>("/api/documents", Cancellation);

        Assert.Equal((name, "page", ""), (Text(found, "name"), Text(found, "kind"), Text(found, "title")));
        Assert.Equal([name], list.GetProperty("documents").EnumerateArray().Select(entry => Text(entry, "name")));
    }

    [Fact]
    public async Task A_created_document_says_itself_what_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        using var response = await PostAsync(server, """{"kind":"board","title":"Plan"}""");
        var name = new DocumentName(Text(await ReadAsync(response), "name"));

        var meta = await server.App.Services.GetRequiredService<ICollabDocuments>()
            .ReadAsync(name, DocumentMeta.Read, Cancellation);

        Assert.Equal(new DocumentMeta("board", "Plan"), meta);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("memory")]
    public async Task What_documents_say_of_themselves_later_is_listed_and_so_are_strangers(string storage)
    {
        var directory = Directory.CreateTempSubdirectory("collab-server-").FullName;
        await using (var server = await RunningServer.StartAsync(
            $"Collab:Storage={storage}", $"Collab:DataDirectory={directory}"))
        {
            using var response = await PostAsync(server, """{"kind":"page","title":"Draft"}""");
            var name = Text(await ReadAsync(response), "name");
            var documents = server.App.Services.GetRequiredService<ICollabDocuments>();

            await documents.EditAsync(
                new DocumentName(name), document => document.GetMap("meta").Set("title", "Final"), Cancellation);
            await documents.EditAsync(
                new DocumentName("a stock/client's"), document => document.GetText("t").Insert(0, "x"), Cancellation);

            await UntilListedAsync(server, name, "page", "Final");
            await UntilListedAsync(server, "a stock/client's", "other", "");
            using var stranger = await server.Client.GetAsync("/api/documents/a%20stock/client%27s", Cancellation);
            Assert.Equal("a stock/client's", Text(await ReadAsync(stranger), "name"));
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task The_last_changed_document_comes_first()
    {
        await using var server = await RunningServer.StartAsync();
        string[] names = new string[3];
        for (var i = 0; i < names.Length; i++)
        {
            using var response = await PostAsync(server, """{"kind":"text"}""");
            names[i] = Text(await ReadAsync(response), "name");
        }

        var list = await server.Client.GetFromJsonAsync<JsonElement>("/api/documents", Cancellation);

        Assert.Equal(
            names.Reverse(), list.GetProperty("documents").EnumerateArray().Select(entry => Text(entry, "name")));
    }

    [Theory]
    [InlineData("""{"kind":"other"}""", "kind")]
    [InlineData("""{"kind":"Board"}""", "kind")]
    [InlineData("""{"title":"no kind"}""", "kind")]
    [InlineData("""{"kind":"text","title":"two\nlines"}""", "title")]
    [InlineData("""{"kind":"text","title":"\ud800"}""", null)]
    [InlineData("""{"kind":7}""", null)]
    [InlineData("""{"kind":""", null)]
    [InlineData("""null""", null)]
    public async Task A_request_that_makes_no_sense_makes_nothing(string body, string? field)
    {
        await using var server = await RunningServer.StartAsync();

        using var response = await PostAsync(server, body);
        var problem = await ReadAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(field is not null, problem.TryGetProperty("errors", out var errors));
        Assert.True(field is null || errors.TryGetProperty(field, out _));
        Assert.Equal("""{"documents":[]}""", await server.Client.GetStringAsync("/api/documents", Cancellation));
    }

    [Fact]
    public async Task A_title_may_have_two_hundred_characters_and_no_more()
    {
        await using var server = await RunningServer.StartAsync();

        using var longest = await PostAsync(server, $$"""{"kind":"text","title":"{{new string('x', 200)}}"}""");
        using var longer = await PostAsync(server, $$"""{"kind":"text","title":"{{new string('x', 201)}}"}""");

        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, longer.StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_create_documents()
    {
        await using var server = await RunningServer.StartAsync();
        using var form = new StringContent("""{"kind":"board"}""", Encoding.UTF8, "text/plain");

        using var response = await server.Client.PostAsync("/api/documents", form, Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_method_that_a_resource_does_not_have_is_a_405()
    {
        await using var server = await RunningServer.StartAsync();

        using var response = await server.Client.PutAsync("/api/documents", new StringContent(""), Cancellation);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/documents/nobody")]
    [InlineData("/api/documents/a/b/c")]
    [InlineData("/api/documents/%01")]
    [InlineData("/api/nope")]
    public async Task What_is_not_there_is_a_404_with_problem_details(string path)
    {
        await using var server = await RunningServer.StartAsync();

        using var response = await server.Client.GetAsync(path, Cancellation);
        var problem = await ReadAsync(response);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    /// <summary>The list follows a moment after the commit; the deadline only ends a test that would never end.</summary>
    private static async Task UntilListedAsync(RunningServer server, string name, string kind, string title)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var list = await server.Client.GetFromJsonAsync<JsonElement>("/api/documents", patience.Token);
            if (list.GetProperty("documents").EnumerateArray().Any(entry =>
                (Text(entry, "name"), Text(entry, "kind"), Text(entry, "title")) == (name, kind, title)))
            {
                return;
            }

            await Task.Yield();
        }
    }

    private static Task<HttpResponseMessage> PostAsync(RunningServer server, string body) => server.Client.PostAsync(
        "/api/documents", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

    private static Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
