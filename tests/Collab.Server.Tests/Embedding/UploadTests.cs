using System.Net;
using System.Net.Http.Headers;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Embedding;

/// <summary>Updates that come over HTTP.</summary>
public sealed class UploadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_update_over_the_limit_of_messages_is_durable_when_it_is_answered_and_reaches_the_peers()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous(), options => options.MaxMessageBytes = 1024);
        var text = new string('x', 100_000);

        using var answer = await PostAsync(host, "a/b", Update(text));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var stored = await host.App.Services.GetRequiredService<IDocumentStore>().LoadAsync(new DocumentName("a/b"), Cancellation);
        Assert.NotNull(stored);
        var documents = host.App.Services.GetRequiredService<ICollabDocuments>();
        Assert.Equal(text, await documents.ReadAsync(new DocumentName("a/b"), opened => opened.GetText("text").ToString(), Cancellation));
    }

    [Fact]
    public async Task The_same_update_again_is_answered_alike()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        var update = Update("once");
        using var first = await PostAsync(host, "a", update);

        using var second = await PostAsync(host, "a", update);

        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
    }

    [Theory]
    [InlineData(1024, HttpStatusCode.NoContent)]
    [InlineData(1025, HttpStatusCode.RequestEntityTooLarge)]
    public async Task An_update_may_have_that_many_bytes(int length, HttpStatusCode status)
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous(), options => options.MaxUploadBytes = 1024);

        using var answer = await PostAsync(host, "a", UpdateOf(length));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_no_update_is_refused_and_changes_nothing()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());

        using var answer = await PostAsync(host, "a", [1, 2, 3]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Who_may_not_write_is_refused()
    {
        await using var host = await EmbeddedHost.StartAsync(_ => { });

        using var answer = await PostAsync(host, "a", Update("x"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_origin_is_refused()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());

        using var answer = await PostAsync(host, "a", Update("x"), request => request.Headers.Add("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task What_a_form_could_send_is_refused()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());

        using var answer = await PostAsync(
            host, "a", Update("x"), request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        EmbeddedHost host, string document, byte[] update, Action<HttpRequestMessage>? change = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, $"/sync/{document}"))
        {
            Content = new ByteArrayContent(update) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        };
        change?.Invoke(request);
        return await client.SendAsync(request, Cancellation);
    }

    private static byte[] Update(string text)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        return document.TransactAndEncode(_ => document.GetText("text").Insert(0, text))!;
    }

    private static byte[] UpdateOf(int length) => Update(new string('x', length - (Update(new string('x', length)).Length - length)));
}
