using System.Text;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Collab.Server.Tests.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hocuspocus;

/// <summary>The order and the bytes of Hocuspocus' wire, and that documents on one socket do not touch each other.</summary>
public sealed class HocuspocusSocketTests
{
    private const string Authenticated = "02020a726561642d7772697465";
    private const string ReadOnly = "020208726561646f6e6c79";
    private const string Denied = "0201117065726d697373696f6e2d64656e696564";

    [Fact]
    public async Task A_document_is_opened_by_a_token_then_step_1_is_answered_by_step_1_and_step_2()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);

        await client.SendTokenAsync("one", "write");
        await client.SendAsync("one", 0, 0, 1, 0);

        Assert.Equal(("one", Authenticated), await client.NextAsync());
        Assert.Equal(("one", "00000100"), await client.NextAsync());
        Assert.Equal(("one", "0001020000"), await client.NextAsync());
    }

    [Fact]
    public async Task What_comes_before_the_token_waits_for_it_and_is_handled_in_order()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);

        await client.SendAsync("one", 0, 0, 1, 0);
        await client.SendAsync("one", YWebsocketFrame.Update(HocuspocusClient.Typed(1, "early")));
        await client.SendTokenAsync("one", "write");

        var bodies = await client.ReadUntilAsync("one", "0801");
        var kinds = bodies.Select(body => body[..4]).Where(kind => kind != "0002");
        Assert.Equal([Authenticated[..4], "0000", HocuspocusClient.Step2], kinds.Take(3));
        Assert.Equal("early", await TextAsync(host, "one"));
    }

    [Fact]
    public async Task One_that_is_denied_may_try_again_on_the_same_socket()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);

        await client.SendTokenAsync("one", "none");
        Assert.Equal(("one", Denied), await client.NextAsync());
        await client.SendAsync("one", YWebsocketFrame.Update(HocuspocusClient.Typed(1, "not let in")));
        await client.OpenAsync("one", "write");

        Assert.Equal("", await TextAsync(host, "one"));
    }

    [Fact]
    public async Task A_reader_is_told_so_and_its_updates_are_answered_with_0()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.SendTokenAsync("one", "read");
        Assert.Equal(("one", ReadOnly), await client.NextAsync());
        await client.SendAsync("one", 0, 0, 1, 0);
        await client.ReadUntilAsync("one", HocuspocusClient.Step2);

        await client.SendAsync("one", YWebsocketFrame.Step2([0, 0]));
        await client.ReadUntilAsync("one", "0801");
        await client.SendAsync("one", YWebsocketFrame.Update(HocuspocusClient.Typed(1, "no")));

        await client.ReadUntilAsync("one", "0800");
        Assert.Equal("", await TextAsync(host, "one"));
    }

    [Fact]
    public async Task Answers_carry_the_address_of_the_session_that_asked()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("one\0abc");
        await client.OpenAsync("one\0def");

        await client.SendAsync("one\0abc", YWebsocketFrame.Update(HocuspocusClient.Typed(1, "shared")));

        await client.ReadUntilAsync("one\0def", "0002");
        Assert.Equal("shared", await TextAsync(host, "one"));
    }

    [Fact]
    public async Task What_is_wrong_with_one_document_closes_that_one_alone()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("bad");
        await client.OpenAsync("good");

        await client.SendAsync("bad", 0, 2, 3, 1, 1, 1);
        var close = (await client.ReadUntilAsync("bad", "07"))[^1];
        await client.SendAsync("good", YWebsocketFrame.Update(HocuspocusClient.Typed(1, "goes on")));
        await client.ReadUntilAsync("good", "0801");

        Assert.StartsWith("malformed", Encoding.UTF8.GetString(Convert.FromHexString(close)[2..]), StringComparison.Ordinal);
        Assert.Equal("goes on", await TextAsync(host, "good"));

        // It may be opened anew.
        await client.OpenAsync("bad");
    }

    [Fact]
    public async Task A_client_may_leave_a_document_and_come_back_to_it()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);
        using var other = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("one");
        await other.OpenAsync("one");

        await client.SendAsync("one", 7);
        await client.OpenAsync("two");
        await other.SendAsync("one", YWebsocketFrame.Update(HocuspocusClient.Typed(1, "while away")));
        await other.ReadUntilAsync("one", "0801");
        await client.SendTokenAsync("one", "");

        // Nothing of the time between came.
        Assert.Equal(("one", Authenticated), await client.NextAsync());
    }

    [Fact]
    public async Task A_new_token_changes_the_right_or_ends_it()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("one", "write");

        await client.SendTokenAsync("one", "read");
        await client.ReadUntilAsync("one", ReadOnly);
        await client.SendAsync("one", YWebsocketFrame.Update(HocuspocusClient.Typed(1, "no more")));
        await client.ReadUntilAsync("one", "0800");
        await client.SendTokenAsync("one", "none");
        await client.ReadUntilAsync("one", "07");

        Assert.Equal("", await TextAsync(host, "one"));
    }

    [Fact]
    public async Task What_cannot_name_a_document_is_denied()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);

        await client.SendTokenAsync("", "write");
        var (address, body) = await client.NextAsync();

        Assert.Equal("", address);
        Assert.StartsWith("0201", body, StringComparison.Ordinal);
        await client.OpenAsync("one");
    }

    [Theory]
    [InlineData(new byte[] { 200 })]
    [InlineData(new byte[] { 3, 97, 98 })]
    [InlineData(new byte[] { 1, 97, 2, 1, 0 })]
    public async Task A_frame_that_cannot_be_read_ends_the_socket(byte[] frame)
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);

        await client.SendRawAsync(frame);

        Assert.Equal(4400, (await client.ReadCloseAsync()).Code);
    }

    [Fact]
    public async Task Only_newer_providers_are_kept_alive_by_a_ping_and_may_answer_it()
    {
        await using var host = await StartAsync(options => options.KeepAliveInterval = TimeSpan.FromSeconds(1));
        using var client = await HocuspocusClient.ConnectAsync(host);
        using var older = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("one");
        await older.SendTokenAsync("one", "", version: null);
        await older.ReadUntilAsync("one", Authenticated);

        await client.ReadUntilAsync("", "09");
        await older.ReadUntilAsync("", "010100");
        await client.SendRawAsync(10);
        await client.OpenAsync("two");
    }

    [Fact]
    public async Task Stateless_messages_go_to_the_host_and_from_it_to_all_who_have_the_document_open()
    {
        var handler = new Echo();
        await using var host = await EmbeddedHost.StartAsync(collab =>
        {
            collab.AllowAnonymous();
            collab.Services.AddSingleton<IStatelessHandler>(handler);
        });
        using var one = await HocuspocusClient.ConnectAsync(host);
        using var other = await HocuspocusClient.ConnectAsync(host);
        await one.OpenAsync("one");
        await other.OpenAsync("one");
        await other.OpenAsync("two");

        await one.SendAsync("one", HocuspocusFrame.Stateless("hi"));
        await one.ReadUntilAsync("one", Convert.ToHexStringLower(HocuspocusFrame.Stateless("hi to you")));
        var sent = host.App.Services.GetRequiredService<ICollabDocuments>().SendStateless(new DocumentName("one"), "to all");
        await one.ReadUntilAsync("one", Convert.ToHexStringLower(HocuspocusFrame.Stateless("to all")));
        var seen = await other.ReadUntilAsync("one", Convert.ToHexStringLower(HocuspocusFrame.Stateless("to all")));

        Assert.Equal(2, sent);
        Assert.DoesNotContain(Convert.ToHexStringLower(HocuspocusFrame.Stateless("hi to you")), seen);
    }

    [Fact]
    public async Task A_stop_of_the_host_ends_sockets_with_documents_and_without()
    {
        await using var host = await StartAsync();
        using var client = await HocuspocusClient.ConnectAsync(host);
        using var idle = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("one");
        await client.OpenAsync("two");
        await idle.OpenAsync("one");
        await idle.SendAsync("one", 7);

        var closes = Task.WhenAll(client.ReadCloseAsync(), idle.ReadCloseAsync());
        await host.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.All(await closes, close => Assert.Equal(1012, close.Code));
    }

    private static Task<EmbeddedHost> StartAsync(Action<CollabOptions>? configure = null) =>
        EmbeddedHost.StartAsync(collab => collab.AddAuthorizer<ByToken>(), configure);

    private static Task<string> TextAsync(EmbeddedHost host, string document) =>
        host.App.Services.GetRequiredService<ICollabDocuments>().ReadAsync(
            new DocumentName(document), opened => opened.GetText("text").ToString(), TestContext.Current.CancellationToken);

    private sealed class ByToken : IDocumentAuthorizer
    {
        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) =>
            new(new DocumentAccess(request.Token switch
            {
                "none" => AccessRight.None,
                "read" => AccessRight.Read,
                _ => AccessRight.Write,
            }));
    }

    private sealed class Echo : IStatelessHandler
    {
        public ValueTask ReceiveAsync(StatelessMessage message, CancellationToken cancellationToken)
        {
            Assert.True(message.Reply($"{message.Payload} to you"));
            return ValueTask.CompletedTask;
        }
    }
}
