using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Server.Tests.Hocuspocus;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Embedding;

/// <summary>A filter that refuses whatever has the word "secret" in it.</summary>
public sealed class UpdateFilterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_change_is_left_out_and_its_client_is_told_why_and_stays()
    {
        await using var host = await StartAsync<NoSecrets>();
        using var writer = await host.ConnectAsync("a");

        await SendAsync(writer, Update(1, "hello "), Update(2, "secret "), Update(3, "world"));

        var denied = await ReadUntilAsync(writer, 2);
        Assert.Equal("no secrets", ReasonOf(denied));
        await SendAsync(writer, [102, 1, 7]);
        await ReadUntilAsync(writer, 102);
        var text = await TextAsync(host);
        Assert.Contains("hello ", text, StringComparison.Ordinal);
        Assert.Contains("world", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_changes_in_one_frame_each_is_asked_about()
    {
        await using var host = await StartAsync<NoSecrets>();
        using var writer = await host.ConnectAsync("a");

        await SendAsync(writer, [.. Update(1, "one"), 102, 1, 1, .. Update(2, "secret"), .. Update(3, "three"), 102, 1, 2]);

        while (!(await ReadUntilAsync(writer, 102)).AsSpan().SequenceEqual((ReadOnlySpan<byte>)[102, 1, 2]))
        {
        }

        var text = await TextAsync(host);
        Assert.Equal(("onethree".Length, false), (text.Length, text.Contains("secret", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_Hocuspocus_client_is_answered_in_order()
    {
        await using var host = await StartAsync<NoSecrets>();
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("a");

        foreach (var (id, text) in new[] { (1ul, "one"), (2ul, "secret"), (3ul, "three") })
        {
            await client.SendAsync("a", Update(id, text));
        }

        var answers = new List<string>();
        while (answers.Count < 3)
        {
            answers.Add((await client.ReadUntilAsync("a", "08"))[^1]);
        }

        Assert.Equal(["0801", "0800", "0801"], answers);
        Assert.DoesNotContain("secret", await TextAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_Hocuspocus_client_sends_before_it_is_let_in_is_asked_about_too()
    {
        await using var host = await StartAsync<NoSecrets>();
        using var client = await HocuspocusClient.ConnectAsync(host);

        await client.SendAsync("a", Update(1, "secret"));
        await client.SendAsync("a", Update(2, "fine"));
        await client.SendTokenAsync("a", "");
        await client.ReadUntilAsync("a", "0801");

        Assert.Equal("fine", await TextAsync(host));
    }

    [Fact]
    public async Task An_upload_is_asked_about_and_refused_with_the_reason()
    {
        await using var host = await StartAsync<NoSecrets>();
        using var client = new HttpClient();
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        using var content = new ByteArrayContent(document.TransactAndEncode(_ => document.GetText("text").Insert(0, "secret"))!)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") },
        };

        using var answer = await client.PostAsync(new Uri(host.Address, "/sync/a"), content, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("no secrets", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("", await TextAsync(host));
    }

    [Fact]
    public async Task A_filter_that_fails_lets_nothing_through()
    {
        await using var host = await StartAsync<Failing>();
        using var writer = await host.ConnectAsync("a");

        await SendAsync(writer, Update(1, "hello"));

        var denied = await ReadUntilAsync(writer, 2).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal("this change is not accepted", ReasonOf(denied));
        Assert.Equal("", await TextAsync(host));
    }

    [Fact]
    public async Task What_cannot_be_read_closes_its_client_as_ever()
    {
        await using var host = await StartAsync<NoSecrets>();
        using var writer = await host.ConnectAsync("a");

        await SendAsync(writer, [0, 2, 5, 1]);

        Assert.Equal(4400, (await EmbeddedHost.ReadCloseAsync(writer)).Code);
    }

    private static Task<EmbeddedHost> StartAsync<TFilter>()
        where TFilter : class, IUpdateFilter => EmbeddedHost.StartAsync(collab => collab.AllowAnonymous().AddUpdateFilter<TFilter>());

    private static byte[] Update(ulong client, string text)
    {
        var update = HocuspocusClient.Typed(client, text);
        return [0, 2, (byte)update.Length, .. update];
    }

    private static async Task SendAsync(ClientWebSocket socket, params byte[][] messages)
    {
        foreach (var message in messages)
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, Cancellation);
        }
    }

    private static async Task<byte[]> ReadUntilAsync(ClientWebSocket socket, byte type)
    {
        while (true)
        {
            var message = await EmbeddedHost.ReceiveAsync(socket);
            Assert.NotNull(message);
            if (message[0] == type)
            {
                return message;
            }
        }
    }

    private static string ReasonOf(byte[] denied)
    {
        var reader = new Lib0Reader(denied.AsSpan(2));
        return reader.ReadVarString();
    }

    private static Task<string> TextAsync(EmbeddedHost host) => host.App.Services.GetRequiredService<ICollabDocuments>()
        .ReadAsync(new DocumentName("a"), document => document.GetText("text").ToString(), Cancellation);

    private sealed class NoSecrets : IUpdateFilter
    {
        public async ValueTask<UpdateVerdict> FilterAsync(UpdateRequest request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return request.Update.Span.IndexOf("secret"u8) < 0 ? UpdateVerdict.Allowed : UpdateVerdict.Refused("no secrets");
        }
    }

    private sealed class Failing : IUpdateFilter
    {
        public ValueTask<UpdateVerdict> FilterAsync(UpdateRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the rules cannot be read");
    }
}
