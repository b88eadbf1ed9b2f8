using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.WebSockets;

public sealed class ClosingTests
{
    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 3, 232 })]
    [InlineData(new byte[] { 3, 233, 0x67, 0x6f, 0x6e, 0x65 })]
    [InlineData(new byte[] { 19, 135 })]
    public async Task A_clients_close_is_answered_and_then_the_connection_ends(byte[] payload)
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync(RawClient.Frame(0x88, payload));

        Assert.Equal(1000, (await client.ReadCloseAsync()).Code);
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task A_close_whose_reason_is_not_utf8_is_answered_with_1007()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync(RawClient.Frame(0x88, 3, 232, 0xc3, 0x28));

        Assert.Equal(1007, (await client.ReadCloseAsync()).Code);
    }

    [Fact]
    public async Task What_follows_a_clients_close_is_not_looked_at()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync([.. RawClient.Frame(0x88, 3, 232), .. RawClient.Frame(0x82, RawClient.Barrier(1)), 0xff, 0xff]);

        Assert.Equal(1000, (await client.ReadCloseAsync()).Code);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_when_its_length_is_announced()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.MaxMessageBytes = 70_000);
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync([0x82, 0xff, 0, 0, 0, 0, 0, 1, 0x11, 0x71, 1, 2, 3, 4]);

        Assert.Equal((4413, "too large: message over 70000 bytes"), await client.ReadCloseAsync());
    }

    [Fact]
    public async Task A_message_of_just_the_limit_is_taken()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.MaxMessageBytes = 70_000);
        await using var client = await RawClient.JoinAsync(host);
        byte[] unknown = [99, .. new byte[69_999]];

        await client.SendRawAsync(RawClient.Frame(0x82, unknown));

        await client.AssertAliveAsync();
    }

    [Fact]
    public async Task Fragments_count_together_against_the_limit()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.MaxMessageBytes = 1024);
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync([.. RawClient.Frame(0x02, new byte[1000]), .. RawClient.Frame(0x80, new byte[25])]);

        Assert.Equal(4413, (await client.ReadCloseAsync()).Code);
    }

    [Fact]
    public async Task One_that_sends_on_and_then_answers_the_close_is_not_cut()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(), options => options.MaxMessageBytes = 1024);
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync([.. RawClient.Frame(0x02, new byte[5000]), .. RawClient.Frame(0x80, new byte[5000])]);
        await client.ReadCloseAsync();
        await client.SendRawAsync([.. RawClient.Frame(0x82, new byte[5000]), .. RawClient.Frame(0x88, 17, 61)]);

        // An end; the deadline would reset it.
        Assert.Equal(0, await client.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_that_does_not_answer_the_close_is_cut()
    {
        await using var host = await EmbeddedHost.StartAsync(_ => { });
        await using var client = await RawClient.OpenAsync(host);

        Assert.Equal((4403, "no access to this document"), await client.ReadCloseAsync());
        await client.ReadEndAsync();
    }
}
