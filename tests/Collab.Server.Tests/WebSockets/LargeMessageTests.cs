using System.Net;
using System.Net.WebSockets;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Server.Tests.Embedding;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collab.Server.Tests.WebSockets;

public sealed class LargeMessageTests
{
    private const int TextLength = 300_000;
    private const int FragmentBytes = 64 * 1024;

    [Fact]
    public async Task A_large_document_leaves_as_one_message_in_fragments()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        await using var writer = await RawClient.JoinAsync(host);
        await writer.SendRawAsync(RawClient.Frame(0x82, YWebsocketFrame.Update(LargeUpdate())));
        await writer.WhenSavedAsync();
        await using var reader = await RawClient.OpenAsync(host);
        await reader.ReadAsync();

        await reader.SendRawAsync(RawClient.Frame(0x82, YWebsocketFrame.Step1([0])));
        var fragments = new List<(byte First, byte[] Payload)>();
        while (fragments.LastOrDefault().First < 0x80)
        {
            fragments.Add(await reader.ReadAsync());
        }

        Assert.Equal([0x02, 0x00, 0x00, 0x00, 0x80], fragments.Select(fragment => fragment.First));
        Assert.All(fragments, fragment => Assert.True(fragment.Payload.Length <= FragmentBytes));
        Assert.Equal(TextLength, LengthOf(fragments.SelectMany(fragment => fragment.Payload).ToArray()));
    }

    [Fact]
    public async Task The_same_goes_over_http2()
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(),
            kestrel: kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await socket.ConnectAsync(
            new Uri($"ws://{host.Address.Authority}/sync/any"), invoker, TestContext.Current.CancellationToken);
        Assert.Equal([0, 0, 1, 0], await EmbeddedHost.ReceiveAsync(socket));

        await SendAsync(socket, YWebsocketFrame.Step1([0]));
        await EmbeddedHost.ReceiveAsync(socket);
        await SendAsync(socket, YWebsocketFrame.Update(LargeUpdate()));
        var echo = await EmbeddedHost.ReceiveAsync(socket);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);

        Assert.Equal(TextLength, LengthOf(echo!));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] frame) =>
        socket.SendAsync(frame, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

    private static byte[] LargeUpdate()
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        return document.TransactAndEncode(_ => document.GetText("t").Insert(0, new string('x', TextLength)))!;
    }

    private static int LengthOf(byte[] frame)
    {
        var offset = 0;
        Assert.True(YWebsocketFrame.TryRead(frame, ref offset, out var message));
        var document = new Document();
        document.ApplyUpdate(message.Payload.Span);
        return document.GetText("t").Length;
    }
}
