using System.Net;
using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Server.Tests.Hocuspocus;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Embedding;

/// <summary>Several maps in one app, each with its own options.</summary>
public sealed class EndpointOptionsTests
{
    private static readonly byte[] EmptyStep1 = [0, 0, 1, 0];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prefix_keeps_an_endpoint_to_its_own_documents()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous(), use: app =>
        {
            app.MapCollab("/notes/{**document}", map => map.DocumentPrefix = "notes/");
            app.MapCollabHocuspocus("/notes-hocuspocus", map => map.DocumentPrefix = "notes/");
            app.MapCollabYSweet("/notes-d/{document}/ws/{name}", map => map.DocumentPrefix = "notes/");
        });
        await WriteAsync(host, "a", "outside");
        await WriteAsync(host, "notes/a", "inside");

        using var socket = await host.ConnectToAsync("notes/a");
        using var ySweet = await host.ConnectToAsync("notes-d/a/ws/a");
        using var hocuspocus = new HocuspocusClient(await host.ConnectToAsync("notes-hocuspocus"));
        await hocuspocus.SendTokenAsync("a", "");
        await hocuspocus.SendAsync("a", 0, 0, 1, 0);

        Assert.Contains("inside", await ReadDocumentAsync(socket), StringComparison.Ordinal);
        Assert.Contains("inside", await ReadDocumentAsync(ySweet), StringComparison.Ordinal);
        var step2 = (await hocuspocus.ReadUntilAsync("a", HocuspocusClient.Step2))[^1];
        Assert.Contains(Convert.ToHexStringLower("inside"u8), step2, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_endpoint_takes_nothing_from_those_who_may_write()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), use: app => app.MapCollab("/view/{**document}", map => map.IsReadOnly = true));
        await WriteAsync(host, "a", "text");
        using var viewer = await host.ConnectToAsync("view/a");

        await viewer.SendAsync(new byte[] { 0, 2, 12, 1, 1, 1, 0, 4, 1, 1, 116, 2, 97, 98, 0 }, WebSocketMessageType.Binary, true, Cancellation);
        await viewer.SendAsync(new byte[] { 102, 1, 7 }, WebSocketMessageType.Binary, true, Cancellation);
        while (await EmbeddedHost.ReceiveAsync(viewer) is not [102, ..])
        {
        }

        Assert.Equal("", await host.App.Services.GetRequiredService<ICollabDocuments>().ReadAsync(
            new DocumentName("a"), document => document.GetText("t").ToString(), Cancellation));
    }

    [Fact]
    public async Task An_endpoint_may_have_its_own_limit_of_messages()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), use: app => app.MapCollab("/small/{**document}", map => map.MaxMessageBytes = 2000));
        using var small = await host.ConnectToAsync("small/a");
        using var usual = await host.ConnectAsync("a");
        var message = new byte[2001];
        message[0] = 99;

        await small.SendAsync(message, WebSocketMessageType.Binary, true, Cancellation);
        await usual.SendAsync(message, WebSocketMessageType.Binary, true, Cancellation);
        await usual.SendAsync(new byte[] { 102, 1, 7 }, WebSocketMessageType.Binary, true, Cancellation);

        Assert.Equal((4413, "too large: message over 2000 bytes"), await EmbeddedHost.ReadCloseAsync(small));
        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(usual));
        Assert.Equal([102, 1, 7], await EmbeddedHost.ReceiveAsync(usual));
    }

    [Fact]
    public async Task An_endpoint_may_have_its_own_authorizer_and_origins()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => { }, use: app =>
            app.MapCollab("/open/{**document}", map =>
            {
                map.UseAuthorizer<Everybody>();
                map.AllowedOrigins = ["https://friend.example"];
            }));

        using var open = await host.ConnectToAsync("open/a", "https://friend.example");
        using var closed = await host.ConnectAsync("a");

        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(open));
        Assert.Equal(4403, (await EmbeddedHost.ReadCloseAsync(closed)).Code);
        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync("a", "https://friend.example"));
    }

    [Theory]
    [InlineData(1023)]
    [InlineData((1 << 30) + 1)]
    public async Task An_option_out_of_range_is_told_when_the_endpoint_is_mapped(int bytes)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => EmbeddedHost.StartAsync(
            collab => { }, use: app => app.MapCollab("/own/{**document}", map => map.MaxMessageBytes = bytes)));

        Assert.Contains("MaxMessageBytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_too_long_with_the_prefix_is_refused()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), use: app => app.MapCollab("/notes/{**document}", map => map.DocumentPrefix = "notes/"));
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new Uri($"ws://{host.Address.Authority}/notes/{new string('x', DocumentName.MaxBytes - 5)}"), Cancellation));

        Assert.Equal(HttpStatusCode.BadRequest, socket.HttpStatusCode);
    }

    private static Task WriteAsync(EmbeddedHost host, string name, string text) => host.App.Services.GetRequiredService<ICollabDocuments>()
        .EditAsync(new DocumentName(name), document => document.GetText("text").Insert(0, text), Cancellation);

    private static async Task<string> ReadDocumentAsync(ClientWebSocket socket)
    {
        await socket.SendAsync(EmptyStep1, WebSocketMessageType.Binary, true, Cancellation);
        while (true)
        {
            var message = await EmbeddedHost.ReceiveAsync(socket);
            if (message is null or [0, 1, ..])
            {
                return System.Text.Encoding.UTF8.GetString(message ?? []);
            }
        }
    }

    private sealed class Everybody : IDocumentAuthorizer
    {
        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) =>
            new(new DocumentAccess(AccessRight.Write));
    }
}
