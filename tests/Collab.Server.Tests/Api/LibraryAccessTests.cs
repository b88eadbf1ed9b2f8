using System.Net;
using System.Net.Http.Headers;
using Collab.Server.Tests.Access.Links;
using Collab.Server.Tests.Files;

namespace Collab.Server.Tests.Api;

/// <summary>What those may do in the library who have no more than a share link.</summary>
public sealed class LibraryAccessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("read", "GET", "/api/documents/NAME", HttpStatusCode.OK)]
    [InlineData("write", "GET", "/api/documents/OTHER", HttpStatusCode.Forbidden)]
    [InlineData("write", "GET", "/api/documents", HttpStatusCode.Forbidden)]
    [InlineData("write", "PATCH", "/api/documents/NAME", HttpStatusCode.Forbidden)]
    [InlineData("write", "DELETE", "/api/documents/NAME", HttpStatusCode.Forbidden)]
    [InlineData("write", "GET", "/api/search?q=plan", HttpStatusCode.Forbidden)]
    [InlineData("read", "GET", "/api/thumbnails/NAME", HttpStatusCode.NotFound)]
    [InlineData("write", "GET", "/api/thumbnails/OTHER", HttpStatusCode.Forbidden)]
    [InlineData("read", "PUT", "/api/thumbnails/NAME", HttpStatusCode.Forbidden)]
    [InlineData("comment", "PUT", "/api/thumbnails/NAME", HttpStatusCode.Forbidden)]
    [InlineData("write", "PUT", "/api/thumbnails/NAME", HttpStatusCode.NoContent)]
    [InlineData("write", "PUT", "/api/thumbnails/OTHER", HttpStatusCode.Forbidden)]
    [InlineData("comment", "POST", "/api/files/NAME", HttpStatusCode.Forbidden)]
    [InlineData("write", "POST", "/api/files/NAME", HttpStatusCode.Created)]
    [InlineData("write", "POST", "/api/files/OTHER", HttpStatusCode.Forbidden)]
    public async Task A_guest_may_what_the_link_says_and_no_more(string right, string method, string path, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync();
        var (name, other) = (await server.CreateNamedAsync("page", "Plan"), await server.CreateNamedAsync("page", "Plan"));
        var token = await server.GetTokenAsync(await server.ShareAsync(name, right));
        path = path.Replace("NAME", name, StringComparison.Ordinal).Replace("OTHER", other, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = method is "PUT" or "POST"
                ? new ByteArrayContent(TestImages.Png(1, 1)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }
                : null,
        };

        using var response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Links_go_with_their_document()
    {
        await using var server = await RunningServer.StartAsync();
        var name = await server.CreateNamedAsync("page");
        var link = await server.ShareAsync(name);

        await server.DeleteAsync(name);

        using var response = await server.OpenLinkAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
