using System.Net;
using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Embedding;

public sealed class SyncEndpointTests
{
    private static readonly byte[] EmptyStep1 = [0, 0, 1, 0];

    [Fact]
    public async Task Nobody_gets_in_unless_the_host_says_so()
    {
        await using var host = await EmbeddedHost.StartAsync(_ => { });
        using var socket = await host.ConnectAsync("any");

        var close = await EmbeddedHost.ReadCloseAsync(socket);

        Assert.Equal((4403, "no access to this document"), close);
    }

    [Fact]
    public async Task An_anonymous_peer_is_sent_the_servers_step_1()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        using var socket = await host.ConnectAsync("any");

        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(socket));
    }

    [Theory]
    [InlineData("team/board%20one", "team/board one")]
    [InlineData("team%2Fboard", "team/board")]
    [InlineData("gr%C3%B6%C3%9Fe", "größe")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("100%25", "100%")]
    [InlineData("x%25FF", "x%FF")]
    public async Task The_authorizer_is_asked_about_the_decoded_name(string path, string name)
    {
        var authorizer = new RecordingAuthorizer();
        await using var host = await EmbeddedHost.StartAsync(collab =>
            collab.Services.AddSingleton<IDocumentAuthorizer>(authorizer));
        using var socket = await host.ConnectAsync(path);

        await EmbeddedHost.ReceiveAsync(socket);

        Assert.Equal(name, authorizer.Asked?.Value);
    }

    [Theory]
    [InlineData("x%FF")]
    [InlineData("a/%C3/b")]
    public async Task A_name_that_is_not_utf8_is_refused(string path)
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());

        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync(path));
    }

    [Fact]
    public async Task Pages_of_other_origins_are_refused_unless_they_are_listed()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.AllowedOrigins.Add("https://friend.example"));

        using var own = await host.ConnectAsync("any", host.Address.GetLeftPart(UriPartial.Authority));
        using var friend = await host.ConnectAsync("any", "https://friend.example");
        foreach (var foreign in new[] { "https://evil.example", "null", $"http://{host.Address.Authority}.evil.example" })
        {
            await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync("any", foreign));
        }

        Assert.NotNull(await EmbeddedHost.ReceiveAsync(own));
        Assert.NotNull(await EmbeddedHost.ReceiveAsync(friend));
    }

    [Fact]
    public async Task A_text_message_is_refused()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        using var socket = await host.ConnectAsync("any");

        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

        Assert.Equal(1003, (await EmbeddedHost.ReadCloseAsync(socket)).Code);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_while_it_is_still_coming()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.MaxMessageBytes = 10_000);
        using var socket = await host.ConnectAsync("any");

        for (var part = 0; part < 11; part++)
        {
            await socket.SendAsync(
                new byte[1000], WebSocketMessageType.Binary, false, TestContext.Current.CancellationToken);
        }

        Assert.Equal((4413, "too large: message over 10000 bytes"), await EmbeddedHost.ReadCloseAsync(socket));
    }

    [Fact]
    public async Task A_message_in_fragments_is_one_message()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        using var socket = await host.ConnectAsync("any");
        byte[] barrier = [102, 2, 7, 8];

        foreach (var value in barrier[..^1])
        {
            await socket.SendAsync(new[] { value }, WebSocketMessageType.Binary, false, TestContext.Current.CancellationToken);
        }

        await socket.SendAsync(barrier.AsMemory(3), WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(socket));
        Assert.Equal(barrier, await EmbeddedHost.ReceiveAsync(socket));
    }

    [Fact]
    public async Task A_plain_request_is_told_to_upgrade_and_a_bad_name_is_a_bad_request()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        using var http = new HttpClient { BaseAddress = host.Address };

        using var plain = await http.GetAsync("/sync/any", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UpgradeRequired, plain.StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync("a%0Ab"));
        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync(""));
    }

    [Fact]
    public async Task A_stop_of_the_host_tells_peers_to_come_back()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        using var socket = await host.ConnectAsync("any");
        await EmbeddedHost.ReceiveAsync(socket);

        var closing = EmbeddedHost.ReadCloseAsync(socket);
        await host.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1012, (await closing).Code);
    }

    [Fact]
    public async Task A_setting_out_of_range_stops_the_start_and_is_named()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.Sessions.OutboxBytes = 1));

        Assert.Contains("OutboxBytes", failure.Message, StringComparison.Ordinal);
    }

    private sealed class RecordingAuthorizer : IDocumentAuthorizer
    {
        public DocumentName? Asked { get; private set; }

        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
        {
            Asked = request.Document;
            return new ValueTask<DocumentAccess>(new DocumentAccess(AccessRight.Read));
        }
    }
}
