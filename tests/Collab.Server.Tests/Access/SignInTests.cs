using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Collab.Core.Tests.Sessions;
using Collab.Server.Tests.Access.Links;
using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.Access;

/// <summary>Who is an owner of a server that has a secret.</summary>
public sealed class SignInTests
{
    private const string Secret = "a secret of thirty-two characters, or more";
    private const string WithSecret = $"Collab:Access:Secret={Secret}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/documents")]
    [InlineData("POST", "/api/documents")]
    [InlineData("GET", "/api/documents/absent")]
    [InlineData("GET", "/api/links?document=a")]
    [InlineData("POST", "/api/links")]
    [InlineData("DELETE", "/api/links/a")]
    public async Task Who_did_not_sign_in_is_told_to(string method, string path)
    {
        await using var server = await RunningServer.StartAsync(WithSecret);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Documents_that_there_are_and_that_there_are_not_are_refused_alike()
    {
        await using var server = await RunningServer.StartAsync(WithSecret);
        var cookie = await SignInAsync(server);
        server.Client.DefaultRequestHeaders.Add("Cookie", cookie);
        server.Client.DefaultRequestHeaders.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        var there = await server.MakeDocumentAsync();
        server.Client.DefaultRequestHeaders.Clear();

        using var known = await server.Client.GetAsync($"/api/documents/{there}", Cancellation);
        using var absent = await server.Client.GetAsync("/api/documents/absent", Cancellation);

        Assert.Equal((known.StatusCode, await DetailAsync(known)), (absent.StatusCode, await DetailAsync(absent)));
        Assert.Equal(4403, await CloseOfAsync(server, there, null, null));
        Assert.Equal(4403, await CloseOfAsync(server, "absent", null, null));
    }

    [Fact]
    public async Task Who_knows_the_secret_gets_a_cookie_that_pages_cannot_read_and_other_sites_do_not_send()
    {
        await using var server = await RunningServer.StartAsync(WithSecret);

        using var response = await PostSecretAsync(server, Secret);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^collab-owner=v1\\.[0-9]+\\.[A-Za-z0-9_-]+; expires=.*; path=/; samesite=strict; httponly$", cookie);
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_the_cookie_travels_by_TLS_alone()
    {
        await using var server = await RunningServer.StartAsync(WithSecret);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in") { Content = JsonContent.Create(new { secret = Secret }) };
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await server.Client.SendAsync(request, Cancellation);

        Assert.Contains("; secure", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_makes_an_owner_over_HTTP_and_on_sockets()
    {
        await using var server = await RunningServer.StartAsync(WithSecret);
        var cookie = await SignInAsync(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/documents");
        request.Headers.Add("Cookie", cookie);

        using var response = await server.Client.SendAsync(request, Cancellation);
        using var socket = await ConnectAsync(server, "plan", cookie, server.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([0, 0, 1, 0], await EmbeddedHost.ReceiveAsync(socket));
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task A_cookie_counts_for_the_servers_own_pages_only(string? origin)
    {
        await using var server = await RunningServer.StartAsync(WithSecret);
        var cookie = await SignInAsync(server);

        var failure = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(server, "plan", cookie, origin));

        Assert.Contains("403", failure.Message, StringComparison.Ordinal);
        if (origin is not null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/documents");
            request.Headers.Add("Cookie", cookie);
            request.Headers.Add("Origin", origin);
            using var response = await server.Client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_cookie_that_was_changed_or_made_with_another_secret_or_is_too_old_is_none()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, WithSecret);
        await using var other = await RunningServer.StartAsync(time, WithSecret + "!");
        var cookie = await SignInAsync(server);
        var parts = cookie.Split('.');

        Assert.True(await IsOwnerAsync(server, cookie));
        Assert.False(await IsOwnerAsync(other, cookie));
        Assert.False(await IsOwnerAsync(server, $"{parts[0]}.{long.Parse(parts[1], null) + 1}.{parts[2]}"));
        Assert.False(await IsOwnerAsync(server, $"{parts[0]}.{parts[1]}.{parts[2][..^2]}"));
        Assert.False(await IsOwnerAsync(server, "collab-owner=v1.x.y"));
        time.Advance(TimeSpan.FromDays(30));
        Assert.False(await IsOwnerAsync(server, cookie));
    }

    [Fact]
    public async Task A_token_decides_alone_for_an_owner_too()
    {
        await using var server = await RunningServer.StartAsync(WithSecret);
        var cookie = await SignInAsync(server);
        server.Client.DefaultRequestHeaders.Add("Cookie", cookie);
        server.Client.DefaultRequestHeaders.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        var document = await server.MakeDocumentAsync();
        var id = await server.ShareAsync(document, "read");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/documents");
        request.Headers.Authorization = new("Bearer", await server.GetTokenAsync(id));

        using var response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task After_ten_wrong_tries_in_a_minute_the_right_one_has_to_wait_too()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.StartAsync(time, WithSecret);
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await PostSecretAsync(server, $"wrong {i}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var refused = await PostSecretAsync(server, Secret);
        time.Advance(TimeSpan.FromMinutes(1));
        using var taken = await PostSecretAsync(server, Secret);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("60", Assert.Single(refused.Headers.GetValues("Retry-After")));
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
    }

    [Fact]
    public async Task Right_tries_do_not_count()
    {
        await using var server = await RunningServer.StartAsync(WithSecret);

        for (var i = 0; i < 12; i++)
        {
            using var response = await PostSecretAsync(server, Secret);
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        }
    }

    [Fact]
    public async Task Signing_out_takes_the_cookie_away()
    {
        await using var server = await RunningServer.StartAsync(WithSecret);

        using var response = await server.Client.PostAsync("/api/sign-out", null, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.StartsWith(
            "collab-owner=; expires=Thu, 01 Jan 1970", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString();

    private static Task<HttpResponseMessage> PostSecretAsync(RunningServer server, string secret) =>
        server.Client.PostAsJsonAsync("/api/sign-in", new { secret }, Cancellation);

    /// <returns>The cookie as browsers send it.</returns>
    private static async Task<string> SignInAsync(RunningServer server)
    {
        using var response = await PostSecretAsync(server, Secret);
        return response.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task<bool> IsOwnerAsync(RunningServer server, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/documents");
        request.Headers.Add("Cookie", cookie);
        using var response = await server.Client.SendAsync(request, Cancellation);
        return response.IsSuccessStatusCode;
    }

    private static async Task<ClientWebSocket> ConnectAsync(RunningServer server, string document, string? cookie, string? origin)
    {
        var socket = new ClientWebSocket();
        foreach (var (name, value) in new[] { ("Cookie", cookie), ("Origin", origin) })
        {
            if (value is not null)
            {
                socket.Options.SetRequestHeader(name, value);
            }
        }

        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/sync/{document}"), Cancellation);
        return socket;
    }

    private static async Task<int> CloseOfAsync(RunningServer server, string document, string? cookie, string? origin)
    {
        using var socket = await ConnectAsync(server, document, cookie, origin);
        return (await EmbeddedHost.ReadCloseAsync(socket)).Code;
    }
}
