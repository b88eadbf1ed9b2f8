using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Server.Tests.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hocuspocus;

/// <summary>Clients that nobody has let in yet: what is kept of them, and for how long.</summary>
public sealed class UnknownClientTests
{
    private const int Clients = 1000;
    private const int MaxUnknownBytes = 64 << 10;

    /// <summary>A bound on what is kept: 64 KiB each, as they are allowed, and as much again for the connections.</summary>
    private const long MaxBytesInAll = 2L * Clients * MaxUnknownBytes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_that_bring_no_token_are_closed_at_the_deadline_and_little_is_kept_of_them()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.Hocuspocus.AuthenticationTimeout = TimeSpan.FromSeconds(8));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clients = new List<ClientWebSocket>();
        var update = new byte[MaxUnknownBytes];
        byte[] message = [1, (byte)'a', 0, 2, .. update];

        for (var i = 0; i < Clients; i++)
        {
            var socket = await host.ConnectToAsync("hocuspocus");
            clients.Add(socket);

            // Some offer four times what they may.
            for (var sent = 0; i % 10 == 0 && sent < 4; sent++)
            {
                await socket.SendAsync(message.AsMemory(0, message.Length - 100), WebSocketMessageType.Binary, true, Cancellation);
            }
        }

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        var closes = await Task.WhenAll(clients.Select(ReadCloseAsync));

        Assert.All(closes, close => Assert.Equal(4408, close));
        Assert.True(kept < MaxBytesInAll, $"{kept} bytes");
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Changes_past_the_limits_are_let_go_of_and_come_again_once_the_client_is_let_in()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.Hocuspocus.MaxUnknownMessages = 2);
        using var client = await HocuspocusClient.ConnectAsync(host);

        foreach (var (id, text) in new[] { (1ul, "a"), (2ul, "b"), (3ul, "c"), (4ul, "d") })
        {
            var update = HocuspocusClient.Typed(id, text);
            await client.SendAsync("one", [0, 2, (byte)update.Length, .. update]);
        }

        await client.SendTokenAsync("one", "");
        await client.SendAsync("one", 0, 0, 1, 0);
        await client.ReadUntilAsync("one", HocuspocusClient.Step2);

        Assert.Equal(2, (await TextAsync(host)).Length);
    }

    [Fact]
    public async Task Once_somebody_is_let_in_on_a_socket_its_limits_are_wide()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.Hocuspocus.MaxUnknownMessages = 2);
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("one");

        for (var sent = 0; sent < 10; sent++)
        {
            await client.SendAsync("two", 3);
        }

        await client.SendTokenAsync("two", "");
        await client.ReadUntilAsync("two", "0202");
    }

    [Fact]
    public async Task Who_is_denied_again_and_again_is_closed_at_the_deadline()
    {
        await using var host = await EmbeddedHost.StartAsync(
            _ => { }, options => options.Hocuspocus.AuthenticationTimeout = TimeSpan.FromSeconds(1));
        using var client = await HocuspocusClient.ConnectAsync(host);

        await client.SendTokenAsync("one", "wrong");
        await client.ReadUntilAsync("one", "0201");
        await client.SendTokenAsync("one", "wrong again");

        Assert.Equal(4408, (await client.ReadCloseAsync()).Code);
    }

    private static async Task<int> ReadCloseAsync(ClientWebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        var buffer = new byte[256];
        while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
        {
        }

        return (int)socket.CloseStatus!;
    }

    private static Task<string> TextAsync(EmbeddedHost host) => host.App.Services.GetRequiredService<ICollabDocuments>()
        .ReadAsync(new DocumentName("one"), document => document.GetText("text").ToString(), Cancellation);
}
