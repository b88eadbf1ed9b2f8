using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Types;
using Collab.Server.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Files;

/// <summary>Images that are put into documents, and thumbnails of them.</summary>
public sealed class ImageApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_image_is_kept_under_the_hash_of_its_content_once_and_shown_as_nothing_but_an_image()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("page");
        var image = TestImages.Png(2000, 1000, length: 300_000, filling: 5);

        var first = await PostAsync(server, name, image, HttpStatusCode.Created);
        var second = await PostAsync(server, name, image, HttpStatusCode.Created);
        using var shown = await server.Client.GetAsync(Url(first), Cancellation);

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(image)), first.GetProperty("hash").GetString());
        Assert.Equal(first.ToString(), second.ToString());
        Assert.Equal($"/api/files/{first.GetProperty("hash").GetString()}/{name}", Url(first));
        Assert.Equal(image, await shown.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("image/png", shown.Content.Headers.ContentType?.ToString());
        Assert.Equal("default-src 'none'; sandbox", Header(shown, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(shown, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(shown, "Cross-Origin-Resource-Policy"));
        Assert.Equal(
            ["immutable", "max-age=31536000", "private"],
            Header(shown, "Cache-Control").Split(", ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_image_is_kept_beside_a_document_that_was_made_this_moment()
    {
        await using var server = await RunningServer.StartAsync();
        await server.App.Services.GetRequiredService<ICollabDocuments>().EditAsync(
            new DocumentName("fresh"), document => document.GetMap(DocumentMeta.Root).Set("kind", "board"), Cancellation);

        await PostAsync(server, "fresh", TestImages.Png(20, 10), HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_browser_that_has_an_image_is_not_sent_it_again_and_may_ask_for_a_part()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("board");
        var image = TestImages.Jpeg(20, 10);
        var url = Url(await PostAsync(server, name, image, HttpStatusCode.Created));
        using var whole = await server.Client.GetAsync(url, Cancellation);

        using var again = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        using var unchanged = await server.Client.SendAsync(again, Cancellation);
        using var some = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(2, 5) } };
        using var part = await server.Client.SendAsync(some, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(image[2..6], await part.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_no_image_is_refused_whatever_it_is_called()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("page");
        var svg = Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");

        await PostAsync(server, name, svg, HttpStatusCode.UnsupportedMediaType, "image/svg+xml");
        await PostAsync(server, name, svg, HttpStatusCode.UnsupportedMediaType, "image/png");
        await PostAsync(server, name, [], HttpStatusCode.UnsupportedMediaType);
        await PostAsync(server, name, TestImages.Png(1, 1), HttpStatusCode.UnsupportedMediaType, "text/plain");
        await PostAsync(server, name, TestImages.Png(20_000, 20_000), HttpStatusCode.RequestEntityTooLarge);
        await PostAsync(server, "nobody", TestImages.Png(1, 1), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Limits_of_size_and_of_a_document_are_kept()
    {
        await using var server = await RunningServer.StartAsync(
            "Collab:Files:MaxFileBytes=2000", "Collab:Files:MaxBytesPerDocument=3000", "Collab:Files:MaxThumbnailBytes=1024");
        var name = await server.CreateNamedAsync("page");

        await PostAsync(server, name, TestImages.Png(1, 1, length: 2001), HttpStatusCode.RequestEntityTooLarge);
        await PostAsync(server, name, TestImages.Png(1, 1, length: 2000), HttpStatusCode.Created);
        await PostAsync(server, name, TestImages.Png(1, 1, length: 1001), HttpStatusCode.RequestEntityTooLarge);
        await PostAsync(server, name, TestImages.Png(1, 1, length: 1000), HttpStatusCode.Created);
        await PutThumbnailAsync(server, name, TestImages.Png(1, 1, length: 1025), HttpStatusCode.RequestEntityTooLarge);
        await PutThumbnailAsync(server, name, TestImages.Png(1, 1, length: 1024), HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task An_image_of_which_it_is_not_said_how_long_it_is_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("page");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/files/{name}")
        {
            Content = Content(TestImages.Png(1, 1), "image/png"),
            Headers = { TransferEncodingChunked = true },
        };

        using var response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.LengthRequired, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/files/0000000000000000000000000000000000000000000000000000000000000000/NAME")]
    [InlineData("/api/files/thumbnail/NAME")]
    [InlineData("/api/files/..%2f..%2fcatalog.jsonl/NAME")]
    [InlineData("/api/thumbnails/NAME")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("page");

        using var response = await server.Client.GetAsync(path.Replace("NAME", name, StringComparison.Ordinal), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_thumbnail_has_an_address_of_its_own_for_each_version()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("board");

        await PutThumbnailAsync(server, name, TestImages.WebpLossy(640, 480), HttpStatusCode.NoContent);
        var first = await ThumbnailAsync(server, name);
        await PutThumbnailAsync(server, name, TestImages.Png(640, 480), HttpStatusCode.NoContent);
        var second = await ThumbnailAsync(server, name);
        using var shown = await server.Client.GetAsync(second, Cancellation);
        using var outdated = await server.Client.GetAsync(first, Cancellation);

        Assert.StartsWith($"/api/thumbnails/{name}?v=", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal(TestImages.Png(640, 480), await shown.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("image/png", shown.Content.Headers.ContentType?.ToString());
        Assert.Contains("immutable", shown.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-cache", outdated.Headers.CacheControl?.ToString());
        Assert.Equal("default-src 'none'; sandbox", Header(shown, "Content-Security-Policy"));
    }

    [Fact]
    public async Task A_thumbnail_is_small_and_a_WebP_or_PNG_image()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("board");

        await PutThumbnailAsync(server, name, TestImages.Jpeg(10, 10), HttpStatusCode.UnsupportedMediaType);
        await PutThumbnailAsync(server, name, TestImages.Png(641, 480), HttpStatusCode.BadRequest);
        await PutThumbnailAsync(server, name, TestImages.Png(640, 481), HttpStatusCode.BadRequest);
        await PutThumbnailAsync(server, name, TestImages.Png(1, 1, length: (64 << 10) + 1), HttpStatusCode.RequestEntityTooLarge);
        await PutThumbnailAsync(server, "nobody", TestImages.Png(1, 1), HttpStatusCode.NotFound);

        Assert.Equal(JsonValueKind.Null, (await server.ListAsync()).Single().GetProperty("thumbnail").ValueKind);
    }

    [Fact]
    public async Task Images_go_with_their_document()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("page");
        var url = Url(await PostAsync(server, name, TestImages.Png(1, 1), HttpStatusCode.Created));
        await PutThumbnailAsync(server, name, TestImages.Png(1, 1), HttpStatusCode.NoContent);
        var thumbnail = await ThumbnailAsync(server, name);

        await server.DeleteAsync(name);

        foreach (var path in new[] { url, thumbnail })
        {
            using var gone = await server.Client.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }
    }

    [Fact]
    public async Task The_images_of_a_copied_page_are_its_own()
    {
        await using var server = await RunningServer.StartAsync();
        var documents = server.App.Services.GetRequiredService<ICollabDocuments>();
        var name = await server.CreateNamedAsync("page");
        var url = Url(await PostAsync(server, name, TestImages.Gif(3, 3), HttpStatusCode.Created));
        await PutThumbnailAsync(server, name, TestImages.Png(1, 1), HttpStatusCode.NoContent);
        await documents.EditAsync(new DocumentName(name), document =>
        {
            var content = document.GetXmlFragment("content");
            content.PushElement("image").SetAttribute("src", url);
            content.PushElement("image").SetAttribute("src", "https://example.org/elsewhere.png");
        }, Cancellation);

        var copy = ApiClient.Name(await server.CreateAsync($$"""{"from":"{{name}}"}"""));
        await server.DeleteAsync(name);

        var sources = await documents.ReadAsync(new DocumentName(copy), document => document.GetXmlFragment("content").Children
            .Cast<YXmlElement>().Select(element => element.GetAttribute("src").AsString()).ToList(), Cancellation);
        Assert.Equal([url.Replace(name, copy, StringComparison.Ordinal), "https://example.org/elsewhere.png"], sources);
        Assert.Equal(TestImages.Gif(3, 3), await server.Client.GetByteArrayAsync(sources[0], Cancellation));
        Assert.Equal(TestImages.Png(1, 1), await server.Client.GetByteArrayAsync(await ThumbnailAsync(server, copy), Cancellation));
    }

    private static Task<JsonElement> PostAsync(
        RunningServer server, string name, byte[] image, HttpStatusCode expected, string type = "image/png") =>
        SendAsync(server, HttpMethod.Post, $"/api/files/{name}", image, expected, type);

    private static Task<JsonElement> PutThumbnailAsync(RunningServer server, string name, byte[] image, HttpStatusCode expected) =>
        SendAsync(server, HttpMethod.Put, $"/api/thumbnails/{name}", image, expected, "image/webp");

    private static async Task<JsonElement> SendAsync(
        RunningServer server, HttpMethod method, string path, byte[] image, HttpStatusCode expected, string type)
    {
        using var request = new HttpRequestMessage(method, path) { Content = Content(image, type) };
        using var response = await server.Client.SendAsync(request, Cancellation);
        Assert.Equal(expected, response.StatusCode);
        return response.Content.Headers.ContentLength > 0
            ? await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)
            : default;
    }

    private static ByteArrayContent Content(byte[] image, string type) =>
        new(image) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private static async Task<string> ThumbnailAsync(RunningServer server, string name) =>
        (await server.Client.GetFromJsonAsync<JsonElement>($"/api/documents/{name}", Cancellation)).GetProperty("thumbnail").GetString()!;

    private static string Url(JsonElement file) => file.GetProperty("url").GetString()!;

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();
}
