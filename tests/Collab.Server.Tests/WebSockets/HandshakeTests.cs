using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.WebSockets;

public sealed class HandshakeTests
{
    [Fact]
    public async Task The_key_is_answered_as_in_the_standards_example()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.OpenAsync(host);

        Assert.Equal("HTTP/1.1 101 Switching Protocols", client.Status);
        Assert.Contains($"Sec-WebSocket-Accept: {RawClient.Accept}", client.Answer);
        Assert.Contains("Upgrade: websocket", client.Answer);
        Assert.Contains("Connection: Upgrade", client.Answer);
        Assert.DoesNotContain(client.Answer, line => line.StartsWith("Sec-WebSocket-Extensions", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(client.Answer, line => line.StartsWith("Sec-WebSocket-Protocol", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Sec-WebSocket-Key", null, "400")]
    [InlineData("Sec-WebSocket-Key", "bm90IHNpeHRlZW4=", "400")]
    [InlineData("Sec-WebSocket-Key", "not base 64 at all!!!!!!", "400")]
    [InlineData("Sec-WebSocket-Version", null, "426")]
    [InlineData("Sec-WebSocket-Version", "8", "426")]
    [InlineData("Upgrade", "h2c", "426")]
    [InlineData("Upgrade", null, "426")]
    [InlineData("Connection", "close", "426")]
    public async Task A_handshake_that_breaks_a_rule_is_refused(string header, string? value, string status)
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.OpenAsync(host, RawClient.Headers(header, value));

        Assert.StartsWith($"HTTP/1.1 {status} ", client.Status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_not_spoken_is_told_the_one_that_is()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.OpenAsync(host, RawClient.Headers("Sec-WebSocket-Version", "8"));

        Assert.Contains("Sec-WebSocket-Version: 13", client.Answer);
    }

    [Fact]
    public async Task The_first_subprotocol_offered_is_answered()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.OpenAsync(host, [.. RawClient.Headers(), "Sec-WebSocket-Protocol: yjs, other"]);

        Assert.Contains("Sec-WebSocket-Protocol: yjs", client.Answer);
    }

    [Fact]
    public async Task Compression_is_not_agreed_to()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.OpenAsync(
            host, [.. RawClient.Headers(), "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"]);

        Assert.DoesNotContain(client.Answer, line => line.StartsWith("Sec-WebSocket-Extensions", StringComparison.OrdinalIgnoreCase));
    }
}
