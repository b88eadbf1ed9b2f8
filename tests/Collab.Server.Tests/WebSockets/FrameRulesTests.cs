using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Server.Tests.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.WebSockets;

/// <summary>RFC 6455's rules for what a client sends: who breaks one is told so with the code, and nobody else notices.</summary>
public sealed class FrameRulesTests
{
    public static TheoryData<string, byte[]> Violations => new()
    {
        { "no mask", [0x82, 1, 7] },
        { "first reserved bit", RawClient.Frame(0xc2, 1) },
        { "second reserved bit", RawClient.Frame(0xa2, 1) },
        { "third reserved bit", RawClient.Frame(0x92, 1) },
        { "reserved bit of a control frame", RawClient.Frame(0xc9) },
        { "unknown data opcode", RawClient.Frame(0x83, 1) },
        { "unknown control opcode", RawClient.Frame(0x8b, 1) },
        { "ping in fragments", RawClient.Frame(0x09, 1) },
        { "ping of 126 bytes", RawClient.Frame(0x89, new byte[126]) },
        { "close of 126 bytes", RawClient.Frame(0x88, [3, 232, .. new byte[124]]) },
        { "continuation of nothing", RawClient.Frame(0x80, 1) },
        { "message within a message", [.. RawClient.Frame(0x02, 1), .. RawClient.Frame(0x82, 1)] },
        { "16 bits for a short length", [0x82, 0xfe, 0, 125, 1, 2, 3, 4] },
        { "64 bits for a short length", [0x82, 0xff, 0, 0, 0, 0, 0, 0, 255, 255, 1, 2, 3, 4] },
        { "64th bit of a length", [0x82, 0xff, 128, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4] },
        { "close code of one byte", RawClient.Frame(0x88, 3) },
        { "close code 999", RawClient.Frame(0x88, 3, 231) },
        { "close code 1004", RawClient.Frame(0x88, 3, 236) },
        { "close code 1005", RawClient.Frame(0x88, 3, 237) },
        { "close code 1006", RawClient.Frame(0x88, 3, 238) },
        { "close code 1015", RawClient.Frame(0x88, 3, 247) },
        { "close code 2999", RawClient.Frame(0x88, 11, 183) },
        { "close code 5000", RawClient.Frame(0x88, 19, 136) },
    };

    [Theory, MemberData(nameof(Violations))]
    public async Task A_broken_rule_costs_its_sender_the_connection(string rule, byte[] bytes)
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var other = await RawClient.JoinAsync(host);
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync(bytes);
        var close = await client.ReadCloseAsync();

        Assert.True(close.Code == 1002, $"{rule}: {close}");
        await other.AssertAliveAsync();
    }

    [Fact]
    public async Task After_a_broken_rule_the_connection_ends_though_the_client_sends_on()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync([0x82, 1, 7, .. new byte[100_000]]);

        Assert.Equal(1002, (await client.ReadCloseAsync()).Code);
        await client.ReadEndAsync();
    }

    [Fact]
    public async Task What_came_before_a_broken_rule_counts()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);

        var document = new Document(new DocumentOptions { ClientId = new ClientId(7) });
        var update = document.TransactAndEncode(_ => document.GetText("t").Insert(0, "kept"))!;

        await client.SendRawAsync([.. RawClient.Frame(0x82, YWebsocketFrame.Update(update)), 0x82, 1, 7]);

        Assert.Equal(1002, (await client.ReadCloseAsync()).Code);
        Assert.Equal("kept", await host.App.Services.GetRequiredService<ICollabDocuments>().ReadAsync(
            new DocumentName(RawClient.Document), stored => stored.GetText("t").ToString(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(1000)]
    public async Task Every_form_of_a_length_is_read_and_written(int markLength)
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);
        byte[] barrier = markLength < 128
            ? [102, (byte)markLength, .. new byte[markLength]]
            : [102, (byte)(0x80 | (markLength & 0x7f)), (byte)(markLength >> 7), .. new byte[markLength]];

        await client.SendRawAsync(RawClient.Frame(0x82, barrier));

        Assert.Equal(barrier, (await client.ReadAsync()).Payload);
    }

    [Fact]
    public async Task Bytes_may_come_one_by_one()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);

        foreach (var value in RawClient.Frame(0x82, RawClient.Barrier(1, 2, 3)))
        {
            await client.SendRawAsync(value);
        }

        Assert.Equal(RawClient.Barrier(1, 2, 3), (await client.ReadAsync()).Payload);
    }

    [Fact]
    public async Task A_message_in_fragments_takes_empty_ones_and_control_frames_between()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);
        var barrier = RawClient.Barrier(7, 8);

        await client.SendRawAsync(
        [
            .. RawClient.Frame(0x02, barrier[0]),
            .. RawClient.Frame(0x89, 1, 2),
            .. RawClient.Frame(0x00),
            .. RawClient.Frame(0x8a),
            .. RawClient.Frame(0x00, barrier[1..^1]),
            .. RawClient.Frame(0x80, barrier[^1]),
        ]);
        var answers = new[] { await client.ReadAsync(), await client.ReadAsync() };

        Assert.Contains(answers, answer => answer is (0x8a, [1, 2]));
        Assert.Contains(answers, answer => answer.First == 0x82 && answer.Payload.SequenceEqual(barrier));
    }

    [Fact]
    public async Task A_ping_is_answered_with_what_it_holds_and_a_pong_with_nothing()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);
        var payload = Enumerable.Range(0, 125).Select(value => (byte)value).ToArray();

        await client.SendRawAsync([.. RawClient.Frame(0x8a, 1), .. RawClient.Frame(0x89, payload)]);
        var pong = await client.ReadAsync();

        Assert.Equal(0x8a, pong.First);
        Assert.Equal(payload, pong.Payload);
    }

    [Fact]
    public async Task A_text_message_is_of_no_use_here()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var client = await RawClient.JoinAsync(host);

        await client.SendRawAsync(RawClient.Frame(0x81, "text"u8.ToArray()));

        Assert.Equal((1003, "binary messages only"), await client.ReadCloseAsync());
    }
}
