using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.WebSockets;

public sealed class KeepAliveTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task A_silent_client_is_pinged_and_cut_when_it_does_not_answer()
    {
        await using var host = await StartAsync(ping: TimeSpan.FromSeconds(1), keepAlive: Long);
        await using var client = await RawClient.JoinAsync(host);

        Assert.Equal(0x89, (await client.ReadAsync()).First);
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task One_that_answers_is_pinged_again_and_stays()
    {
        await using var host = await StartAsync(ping: TimeSpan.FromSeconds(1), keepAlive: Long);
        await using var client = await RawClient.JoinAsync(host);

        for (var pings = 0; pings < 3; pings++)
        {
            Assert.Equal(0x89, (await client.ReadAsync()).First);
            await client.SendRawAsync(RawClient.Frame(0x8a));
        }

        await client.AssertAliveAsync();
    }

    [Fact]
    public async Task Half_open_ones_leave_the_session()
    {
        await using var host = await StartAsync(ping: TimeSpan.FromSeconds(1), keepAlive: Long);
        await using var client = await RawClient.JoinAsync(host);
        await using var watcher = await RawClient.JoinAsync(host);
        await client.SendRawAsync(RawClient.Frame(0x82, 1, 6, 1, 5, 1, 2, (byte)'{', (byte)'}'));
        await ReadPastPingsAsync(watcher);

        // Its state is taken back, though its socket was never closed.
        var gone = await ReadPastPingsAsync(watcher);

        Assert.Equal([1, 8, 1, 5, 1, 4, .. "null"u8], gone);
    }

    [Fact]
    public async Task Something_is_sent_to_a_client_to_which_nothing_was_sent_for_a_while()
    {
        await using var host = await StartAsync(ping: Long, keepAlive: TimeSpan.FromSeconds(1));
        await using var client = await RawClient.JoinAsync(host);

        for (var times = 0; times < 2; times++)
        {
            var (first, payload) = await client.ReadAsync();
            Assert.Equal(0x82, first);
            Assert.Equal([1, 1, 0], payload);
        }
    }

    [Fact]
    public async Task A_reset_connection_leaves_at_once()
    {
        await using var host = await StartAsync(ping: Long, keepAlive: Long);
        await using var watcher = await RawClient.JoinAsync(host);
        await using (var client = await RawClient.JoinAsync(host))
        {
            await client.SendRawAsync(RawClient.Frame(0x82, 1, 6, 1, 5, 1, 2, (byte)'{', (byte)'}'));
            await watcher.ReadAsync();
            client.Stream.Socket.LingerState = new(true, 0);
        }

        Assert.Equal([1, 8, 1, 5, 1, 4, .. "null"u8], (await watcher.ReadAsync()).Payload);
    }

    private static async Task<byte[]> ReadPastPingsAsync(RawClient client)
    {
        while (true)
        {
            var (first, payload) = await client.ReadAsync();
            if (first != 0x89)
            {
                return payload;
            }

            await client.SendRawAsync(RawClient.Frame(0x8a, payload));
        }
    }

    private static Task<EmbeddedHost> StartAsync(TimeSpan ping, TimeSpan keepAlive) => EmbeddedHost.StartAsync(
        collab => collab.AllowAnonymous(),
        options =>
        {
            options.PingInterval = options.PingTimeout = ping;
            options.KeepAliveInterval = keepAlive;
        });
}
