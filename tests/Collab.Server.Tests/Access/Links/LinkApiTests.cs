using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Core.Tests.Sessions;

namespace Collab.Server.Tests.Access.Links;

public sealed class LinkApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("read")]
    [InlineData("comment")]
    [InlineData("write")]
    public async Task A_link_that_was_made_is_listed_and_opens_its_document(string right)
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.MakeDocumentAsync("page", "Plan ✏️");

        using var response = await server.Client.PostAsJsonAsync("/api/links", new { document, right }, Cancellation);
        var link = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var list = await server.Client.GetFromJsonAsync<JsonElement>($"/api/links?document={document}", Cancellation);
        using var opening = await server.OpenLinkAsync(link.GetProperty("id").GetString()!);
        var opened = await opening.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Matches("^[0-9A-Za-z]{22}$", link.GetProperty("id").GetString());
        Assert.Equal($"/s/{link.GetProperty("id")}", link.GetProperty("url").GetString());
        Assert.Equal(JsonValueKind.Null, link.GetProperty("expiresAt").ValueKind);
        Assert.Equal([link.GetRawText()], list.GetProperty("links").EnumerateArray().Select(listed => listed.GetRawText()));
        Assert.Equal(
            (document, "page", "Plan ✏️", right),
            (Text(opened, "document"), Text(opened, "kind"), Text(opened, "title"), Text(opened, "right")));
        Assert.True(opening.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("""{"document":"","right":"read"}""", "document")]
    [InlineData("""{"right":"read"}""", "document")]
    [InlineData("""{"document":"a","right":"owner"}""", "right")]
    [InlineData("""{"document":"a"}""", "right")]
    [InlineData("""{"document":"a","right":"none"}""", "right")]
    [InlineData("""{"document":"a","right":"read","expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task What_is_no_link_is_refused_and_the_field_named(string body, string field)
    {
        await using var server = await RunningServer.StartAsync();
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));

        using var response = await server.Client.PostAsync("/api/links", content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Absent_expired_and_revoked_links_are_answered_alike()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time);
        var document = await server.MakeDocumentAsync();
        var expired = await server.ShareAsync(document, expiresAt: time.GetUtcNow().AddHours(1));
        var revoked = await server.ShareAsync(document);
        time.Advance(TimeSpan.FromHours(1));
        using var revoking = await server.Client.DeleteAsync($"/api/links/{revoked}", Cancellation);

        var answers = new List<(HttpStatusCode, string)>();
        foreach (var id in new[] { "absent", "0000000000000000000000", expired, revoked })
        {
            using var response = await server.OpenLinkAsync(id);
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            answers.Add((response.StatusCode, Text(body, "title")));
        }

        Assert.Equal(HttpStatusCode.NoContent, revoking.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, "Not Found"), Assert.Single(answers.Distinct()));
    }

    [Fact]
    public async Task A_link_is_revoked_once()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.ShareAsync(await server.MakeDocumentAsync());

        using var first = await server.Client.DeleteAsync($"/api/links/{id}", Cancellation);
        using var second = await server.Client.DeleteAsync($"/api/links/{id}", Cancellation);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (first.StatusCode, second.StatusCode));
    }

    [Theory]
    [InlineData("GET", "/api/documents")]
    [InlineData("POST", "/api/documents")]
    [InlineData("GET", "/api/links?document={0}")]
    [InlineData("POST", "/api/links")]
    [InlineData("DELETE", "/api/links/{1}")]
    [InlineData("GET", "/api/documents/other")]
    [InlineData("POST", "/api/folders/rename")]
    public async Task A_links_holder_lists_nothing_and_shares_nothing(string method, string path)
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.MakeDocumentAsync();
        var id = await server.ShareAsync(document);
        using var request = new HttpRequestMessage(
            new HttpMethod(method), path.Replace("{0}", document, StringComparison.Ordinal).Replace("{1}", id, StringComparison.Ordinal));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await server.GetTokenAsync(id));

        using var response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_links_holder_reads_what_the_document_is_and_not_how_its_owners_keep_it()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.MakeDocumentAsync(title: "Plan");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/documents/{document}");
        var token = await server.GetTokenAsync(await server.ShareAsync(document, "read"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var response = await server.Client.SendAsync(request, Cancellation);

        var entry = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("Plan", Text(entry, "title"));
        Assert.False(entry.TryGetProperty("folder", out _));
        Assert.False(entry.TryGetProperty("starred", out _));
    }

    [Fact]
    public async Task Who_opens_links_very_often_is_told_to_wait()
    {
        await using var server = await RunningServer.StartAsync("Collab:Access:LinkTokensPerMinute=2");
        var id = await server.ShareAsync(await server.MakeDocumentAsync());
        await server.GetTokenAsync(id);
        await server.GetTokenAsync(id);

        using var third = await server.OpenLinkAsync(id);

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Equal("application/problem+json", third.Content.Headers.ContentType?.MediaType);
    }

    private static string Text(JsonElement json, string property) => json.GetProperty(property).GetString()!;
}
