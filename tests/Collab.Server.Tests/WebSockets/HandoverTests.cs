using Collab.AspNetCore;
using Collab.Server.Tests.Embedding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collab.Server.Tests.WebSockets;

/// <summary>Connections that are taken over from HTTP behave as those within a request.</summary>
public sealed class HandoverTests
{
    [Fact]
    public async Task The_request_ends_with_its_upgrade_and_the_connection_lives_on()
    {
        var ended = new TaskCompletionSource();
        await using var host = await StartAsync(use: app => app.Use(async (_, next) =>
        {
            await next();
            ended.TrySetResult();
        }));
        await using var client = await RawClient.JoinAsync(host);

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await client.AssertAliveAsync();
        await client.SendRawAsync(RawClient.Frame(0x88, 3, 232));
        Assert.Equal(1000, (await client.ReadCloseAsync()).Code);
        Assert.Equal(0, await client.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reset_connection_leaves_at_once()
    {
        await using var host = await StartAsync();
        await using var watcher = await RawClient.JoinAsync(host);
        await using (var client = await RawClient.JoinAsync(host))
        {
            await client.SendRawAsync(RawClient.Frame(0x82, 1, 6, 1, 5, 1, 2, (byte)'{', (byte)'}'));
            await watcher.ReadAsync();
            client.Stream.Socket.LingerState = new(true, 0);
        }

        Assert.Equal([1, 8, 1, 5, 1, 4, .. "null"u8], (await watcher.ReadAsync()).Payload);
    }

    [Fact]
    public async Task A_silent_client_is_cut()
    {
        await using var host = await StartAsync(configure: options =>
            options.PingInterval = options.PingTimeout = TimeSpan.FromSeconds(1));
        await using var client = await RawClient.JoinAsync(host);

        Assert.Equal(0x89, (await client.ReadAsync()).First);
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task A_stop_of_the_host_tells_them_to_come_back()
    {
        await using var host = await StartAsync();
        await using var client = await RawClient.JoinAsync(host);

        var stopping = host.App.StopAsync(TestContext.Current.CancellationToken);
        var close = await client.ReadCloseAsync();
        await client.SendRawAsync(RawClient.Frame(0x88, 3, 244));
        await stopping;

        Assert.Equal(1012, close.Code);
    }

    [Fact]
    public async Task They_count_among_the_open_connections_until_they_end()
    {
        await using var host = await StartAsync(kestrel: kestrel => kestrel.Limits.MaxConcurrentConnections = 1);
        await using (var client = await RawClient.JoinAsync(host))
        {
            await client.AssertAliveAsync();

            await Assert.ThrowsAnyAsync<IOException>(() => RawClient.OpenAsync(host));
        }

        await using var later = await OpenSoonAsync(host);
        Assert.Equal("HTTP/1.1 101 Switching Protocols", later.Status);
    }

    [Fact]
    public async Task Requests_go_on_as_they_did()
    {
        await using var host = await StartAsync(use: app => app.MapGet("/hello", () => "hello"));
        using var http = new HttpClient { BaseAddress = host.Address };

        Assert.Equal("hello", await http.GetStringAsync("/hello", TestContext.Current.CancellationToken));
        Assert.Equal("hello", await http.GetStringAsync("/hello", TestContext.Current.CancellationToken));
    }

    /// <summary>Tries until the server has seen the end of the one before; liveness is bounded by the test's own patience.</summary>
    private static async Task<RawClient> OpenSoonAsync(EmbeddedHost host)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await RawClient.OpenAsync(host);
            }
            catch (IOException) when (tries < 300)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    private static Task<EmbeddedHost> StartAsync(
        Action<CollabOptions>? configure = null, Action<KestrelServerOptions>? kestrel = null, Action<WebApplication>? use = null) =>
        EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(),
            configure,
            kestrel: options =>
            {
                kestrel?.Invoke(options);
                options.ConfigureEndpointDefaults(endpoint => endpoint.UseCollabHandover());
            },
            use: use);
}
