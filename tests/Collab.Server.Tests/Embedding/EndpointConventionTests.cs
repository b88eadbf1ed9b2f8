using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Collab.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Embedding;

/// <summary>What a host asks of its endpoints it can ask of these.</summary>
public sealed class EndpointConventionTests
{
    private const string Pattern = "/own/{**document}";
    private const string Friend = "https://friend.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RequireAuthorization_keeps_out_who_has_not_signed_in()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab =>
            {
                collab.AllowAnonymous().Services.AddAuthorization()
                    .AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderScheme>("header", null);
            },
            use: app => app.MapCollab(Pattern).RequireAuthorization());

        Assert.Equal(HttpStatusCode.Unauthorized, await ConnectAsync(host));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(host)).StatusCode);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(host, ("X-User", "ann")));
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(host, ("X-User", "ann"))).StatusCode);
    }

    [Fact]
    public async Task RequireCors_answers_the_browser_for_uploads_of_allowed_pages()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous().Services.AddCors(cors => cors.AddPolicy("friends", policy =>
                policy.WithOrigins(Friend).WithMethods("POST").WithHeaders("Content-Type"))),
            use: app =>
            {
                app.UseCors();
                app.MapCollab(Pattern, map => map.AllowedOrigins = [Friend]).RequireCors("friends");
            });

        using var preflight = await SendAsync(
            host, HttpMethod.Options, null, ("Origin", Friend), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "Content-Type"));
        using var upload = await PostAsync(host, ("Origin", Friend));
        using var foreign = await PostAsync(host, ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal([Friend], preflight.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.NoContent, upload.StatusCode);
        Assert.Equal([Friend], upload.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.False(foreign.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task RequireRateLimiting_counts_connections_and_uploads()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous().Services.AddRateLimiter(limiter => limiter.AddFixedWindowLimiter("two", options =>
            {
                options.PermitLimit = 2;
                options.Window = TimeSpan.FromHours(1);
            }).RejectionStatusCode = StatusCodes.Status429TooManyRequests),
            use: app =>
            {
                app.UseRateLimiter();
                app.MapCollab(Pattern).RequireRateLimiting("two");
            });

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(host));
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(host)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, await ConnectAsync(host));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(host)).StatusCode);
    }

    [Fact]
    public async Task RequireHost_answers_to_that_name_alone()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), use: app => app.MapCollab(Pattern).RequireHost("docs.example"));

        Assert.Equal(HttpStatusCode.NotFound, await ConnectAsync(host));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(host, ("Host", "docs.example")));
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(host, ("Host", "docs.example"))).StatusCode);
    }

    /// <returns>The status of the answer to the handshake.</returns>
    private static async Task<HttpStatusCode> ConnectAsync(EmbeddedHost host, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(new Uri($"ws://{host.Address.Authority}/own/a"), Cancellation);
            Assert.NotNull(await EmbeddedHost.ReceiveAsync(socket));
        }
        catch (WebSocketException)
        {
            // The status tells.
        }

        return socket.HttpStatusCode;
    }

    private static Task<HttpResponseMessage> PostAsync(EmbeddedHost host, params (string Name, string Value)[] headers) =>
        SendAsync(host, HttpMethod.Post, [0, 0], headers);

    private static async Task<HttpResponseMessage> SendAsync(
        EmbeddedHost host, HttpMethod method, byte[]? body, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(host.Address, "/own/a"));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, Cancellation);
    }

    /// <summary>Believes a header.</summary>
    private sealed class HeaderScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-User"].ToString() is not { Length: > 0 } user)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
