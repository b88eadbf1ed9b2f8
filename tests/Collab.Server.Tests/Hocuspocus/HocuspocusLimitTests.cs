using Collab.AspNetCore;
using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.Hocuspocus;

/// <summary>What a socket may ask for before it is let in, and after, each at its edge.</summary>
public sealed class HocuspocusLimitTests
{
    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task Messages_that_wait_for_a_token_are_limited(int messages, bool ends)
    {
        await using var host = await StartAsync(options => options.Hocuspocus.MaxUnknownMessages = 3);
        using var client = await HocuspocusClient.ConnectAsync(host);

        for (var sent = 0; sent < messages; sent++)
        {
            await client.SendAsync("one", 3);
        }

        await AssertAsync(client, ends);
    }

    [Theory]
    [InlineData(1024, false)]
    [InlineData(1025, true)]
    public async Task Bytes_that_wait_for_a_token_are_limited(int bytes, bool ends)
    {
        await using var host = await StartAsync(options => options.Hocuspocus.MaxUnknownBytes = 1024);
        using var client = await HocuspocusClient.ConnectAsync(host);
        var body = new byte[bytes];
        body[0] = 5;

        await client.SendAsync("one", body);

        await AssertAsync(client, ends);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Documents_that_wait_for_a_token_are_limited(int documents, bool ends)
    {
        await using var host = await StartAsync(options => options.Hocuspocus.MaxWaitingDocuments = 2);
        using var client = await HocuspocusClient.ConnectAsync(host);

        for (var document = 0; document < documents; document++)
        {
            await client.SendAsync($"document{document}", 3);
        }

        await AssertAsync(client, ends, "document0");
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Open_documents_are_limited(int documents, bool ends)
    {
        await using var host = await StartAsync(options => options.Hocuspocus.MaxDocuments = 2);
        using var client = await HocuspocusClient.ConnectAsync(host);

        for (var document = 0; document < documents - 1; document++)
        {
            await client.OpenAsync($"document{document}");
        }

        await client.SendTokenAsync($"document{documents - 1}", "");

        if (ends)
        {
            Assert.Equal(4205, (await client.ReadCloseAsync()).Code);
        }
        else
        {
            await client.ReadUntilAsync($"document{documents - 1}", "0202");
        }
    }

    [Fact]
    public async Task A_socket_that_opens_no_document_in_time_is_closed()
    {
        await using var host = await StartAsync(options => options.Hocuspocus.AuthenticationTimeout = TimeSpan.FromSeconds(1));
        using var silent = await HocuspocusClient.ConnectAsync(host);
        using var opened = await HocuspocusClient.ConnectAsync(host);
        await opened.OpenAsync("one");

        await silent.SendAsync("one", 3);

        Assert.Equal(4408, (await silent.ReadCloseAsync()).Code);
        await opened.OpenAsync("two");
    }

    [Fact]
    public async Task A_message_over_the_limit_is_told_the_limit_with_the_code_for_it()
    {
        await using var host = await StartAsync(options => options.MaxMessageBytes = 10_000);
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("one");

        await client.SendAsync("one", new byte[10_001]);

        Assert.Equal((1009, "too large: message over 10000 bytes"), await client.ReadCloseAsync());
    }

    private static Task<EmbeddedHost> StartAsync(Action<CollabOptions> configure) =>
        EmbeddedHost.StartAsync(collab => collab.AllowAnonymous(), configure);

    private static async Task AssertAsync(HocuspocusClient client, bool ends, string document = "one")
    {
        if (ends)
        {
            Assert.Equal(4205, (await client.ReadCloseAsync()).Code);
        }
        else
        {
            await client.SendTokenAsync(document, "");
            await client.ReadUntilAsync(document, "0202");
        }
    }
}
