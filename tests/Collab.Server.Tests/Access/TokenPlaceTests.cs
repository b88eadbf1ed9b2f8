using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Server.Tests.Embedding;
using Collab.Server.Tests.Hocuspocus;
using Collab.Server.Tests.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Access;

/// <summary>How a token gets to the server.</summary>
public sealed class TokenPlaceTests
{
    private static readonly byte[] EmptyStep1 = [0, 0, 1, 0];

    [Fact]
    public async Task A_token_may_be_in_the_address()
    {
        await using var host = await StartAsync();
        using var socket = await host.ConnectToAsync($"sync/plan?token={Token(host)}");

        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(socket));
    }

    [Fact]
    public async Task A_token_may_be_a_subprotocol_and_is_answered_if_it_is_the_only_one()
    {
        await using var host = await StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol($"bearer.{Token(host)}");

        await socket.ConnectAsync(Address(host), TestContext.Current.CancellationToken);

        Assert.Equal($"bearer.{Token(host)}", socket.SubProtocol);
        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(socket));
    }

    [Fact]
    public async Task Beside_another_subprotocol_that_one_is_answered_and_the_token_is_not_sent_back()
    {
        await using var host = await StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol($"bearer.{Token(host)}");
        socket.Options.AddSubProtocol("collab");

        await socket.ConnectAsync(Address(host), TestContext.Current.CancellationToken);

        Assert.Equal("collab", socket.SubProtocol);
        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(socket));
    }

    [Fact]
    public async Task A_token_may_be_in_a_header()
    {
        await using var host = await StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {Token(host)}");

        await socket.ConnectAsync(Address(host), TestContext.Current.CancellationToken);

        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(socket));
    }

    [Fact]
    public async Task A_Hocuspocus_client_brings_it_in_its_first_message_or_with_its_socket()
    {
        await using var host = await StartAsync();
        using var byMessage = await HocuspocusClient.ConnectAsync(host);
        using var bySocket = new HocuspocusClient(await host.ConnectToAsync($"hocuspocus?token={Token(host)}"));

        await byMessage.SendTokenAsync("plan", Token(host));
        await bySocket.SendTokenAsync("plan", "");

        await byMessage.ReadUntilAsync("plan", "0202");
        await bySocket.ReadUntilAsync("plan", "0202");
    }

    [Theory]
    [InlineData("sync/plan?token=one&token=two")]
    [InlineData("sync/plan?token=")]
    [InlineData("sync/plan")]
    public async Task Nothing_and_two_are_no_token(string path)
    {
        await using var host = await StartAsync();
        using var socket = await host.ConnectToAsync(path.Replace("one", Token(host), StringComparison.Ordinal));

        Assert.Equal(4403, (await EmbeddedHost.ReadCloseAsync(socket)).Code);
    }

    [Theory]
    [InlineData(TokenPlaces.Query, true, false)]
    [InlineData(TokenPlaces.Subprotocol, false, true)]
    [InlineData(TokenPlaces.None, false, false)]
    public async Task An_endpoint_looks_where_it_is_told_to(TokenPlaces places, bool query, bool subprotocol)
    {
        await using var host = await StartAsync(app => app.MapCollab("/own/{**document}", map => map.TokenPlaces = places));
        using var byQuery = await host.ConnectToAsync($"own/plan?token={Token(host)}");
        using var bySubprotocol = new ClientWebSocket();
        bySubprotocol.Options.AddSubProtocol($"bearer.{Token(host)}");
        await bySubprotocol.ConnectAsync(new Uri($"ws://{host.Address.Authority}/own/plan"), TestContext.Current.CancellationToken);

        Assert.Equal(query, await EmbeddedHost.ReceiveAsync(byQuery) is not null);
        Assert.Equal(subprotocol, await EmbeddedHost.ReceiveAsync(bySubprotocol) is not null);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("null", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("https://friend.example", true)]
    [InlineData("own", true)]
    public async Task A_token_in_a_cookie_counts_only_for_pages_that_may_come(string? origin, bool letsIn)
    {
        await using var host = await StartAsync(app => app.MapCollab("/own/{**document}", map =>
        {
            map.TokenPlaces = TokenPlaces.Cookie;
            map.TokenCookie = "doc";
            map.AllowedOrigins = ["https://friend.example", "*"];
        }));

        await host.AssertPageMayComeAsync(letsIn, "own/plan", origin, ("Cookie", $"doc={Token(host)}"));
    }

    [Fact]
    public async Task A_cookie_without_a_name_is_a_mistake_that_is_told() =>
        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(
            app => app.MapCollab("/own/{**document}", map => map.TokenPlaces = TokenPlaces.Cookie)));

    [Fact]
    public async Task A_token_that_is_not_good_is_not_made_up_for_by_anything()
    {
        await using var host = await StartAsync(allowAnonymous: true);
        using var without = await host.ConnectAsync("plan");
        using var wrong = await host.ConnectToAsync($"sync/plan?token={Token(host, "other")}");

        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(without));
        Assert.Null(await EmbeddedHost.ReceiveAsync(wrong));
        Assert.Equal(4403, (int?)wrong.CloseStatus);
    }

    [Theory]
    [InlineData("a/b", "a%2Fb", true)]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a%2Fb", "a%252Fb", true)]
    [InlineData("a%2Fb", "a%2Fb", false)]
    [InlineData("a", "a/b", false)]
    [InlineData("a/b", "a", false)]
    [InlineData("a", "A", false)]
    [InlineData("\u00e9", "%C3%A9", true)]
    [InlineData("\u00e9", "e%CC%81", false)]
    [InlineData("a/b", "x/../a/b", true)]
    [InlineData("a", "a%20", false)]
    public async Task An_address_means_the_document_that_it_spells(string granted, string path, bool letsIn)
    {
        await using var host = await StartAsync();
        await using var client = await RawClient.OpenPathAsync(host, $"/sync/{path}?token={Token(host, granted)}");

        Assert.Equal("HTTP/1.1 101 Switching Protocols", client.Status);
        Assert.Equal(letsIn ? 0x82 : 0x88, (await client.ReadAsync()).First);
    }

    [Fact]
    public async Task A_connection_ends_with_its_token()
    {
        await using var host = await StartAsync();
        var token = host.App.Services.GetRequiredService<DocumentTokens>().Create(
            DocumentGrant.For(new DocumentName("plan"), AccessRight.Read) with { Lifetime = TimeSpan.FromSeconds(2) });
        using var socket = await host.ConnectToAsync($"sync/plan?token={token}");

        Assert.Equal((4401, "access has expired"), await EmbeddedHost.ReadCloseAsync(socket));
        using var again = await host.ConnectToAsync($"sync/plan?token={token}");
        Assert.Equal((4403, "no access to this document"), await EmbeddedHost.ReadCloseAsync(again));
    }

    private static Task<EmbeddedHost> StartAsync(Action<WebApplication>? use = null, bool allowAnonymous = false) => EmbeddedHost.StartAsync(
        collab =>
        {
            collab.AddDocumentTokens(options => options.Keys.Add(DocumentTokenTests.Key("k1", 1)));
            if (allowAnonymous)
            {
                collab.AllowAnonymous();
            }
        },
        use: use);

    private static string Token(EmbeddedHost host, string document = "plan") => host.App.Services.GetRequiredService<DocumentTokens>()
        .Create(DocumentGrant.For(new DocumentName(document), AccessRight.Write) with { NotBefore = DateTimeOffset.UnixEpoch, Lifetime = TimeSpan.FromDays(100_000) });

    private static Uri Address(EmbeddedHost host) => new($"ws://{host.Address.Authority}/sync/plan");
}
