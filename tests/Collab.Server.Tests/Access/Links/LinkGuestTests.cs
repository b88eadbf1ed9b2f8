using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.Access.Links;

/// <summary>What a link's guests may do, and for how long.</summary>
public sealed class LinkGuestTests
{
    private const int Forbidden = 4403;
    private const int Expired = 4401;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("read")]
    [InlineData("comment")]
    [InlineData("write")]
    public async Task A_guest_is_let_in_with_the_links_right(string right)
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.MakeDocumentAsync();
        var token = await server.GetTokenAsync(await server.ShareAsync(document, right));

        var (socket, told) = await server.JoinWithAsync(document, token);

        using (socket)
        {
            Assert.Equal(right, told);
        }
    }

    [Fact]
    public async Task A_token_opens_no_other_document_and_a_changed_one_opens_none()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.MakeDocumentAsync();
        var other = await server.MakeDocumentAsync();
        var token = await server.GetTokenAsync(await server.ShareAsync(document));
        var end = token[^1] == 'A' ? 'B' : 'A';

        Assert.Equal(Forbidden, await CloseOfAsync(server, other, token));
        Assert.Equal(Forbidden, await CloseOfAsync(server, "absent", token));
        Assert.Equal(Forbidden, await CloseOfAsync(server, document, token[..^1] + end));
    }

    [Fact]
    public async Task Revoking_puts_a_links_guests_out_and_nobody_else()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.MakeDocumentAsync();
        var id = await server.ShareAsync(document);
        var token = await server.GetTokenAsync(id);
        var (guest, _) = await server.JoinWithAsync(document, token);
        var (another, _) = await server.JoinWithAsync(document, await server.GetTokenAsync(await server.ShareAsync(document, "read")));
        using var owner = await server.ConnectAsync($"/sync/{document}");

        (await server.Client.DeleteAsync($"/api/links/{id}", Cancellation)).Dispose();

        Assert.Equal(Forbidden, (await EmbeddedHost.ReadCloseAsync(guest).WaitAsync(Patience, Cancellation)).Code);
        Assert.Equal(Forbidden, await CloseOfAsync(server, document, token));
        await AssertAliveAsync(another);
        await AssertAliveAsync(owner);
        guest.Dispose();
        another.Dispose();
    }

    [Fact]
    public async Task A_link_that_ends_puts_its_guests_out_and_lets_nobody_in_any_more()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.MakeDocumentAsync();
        var token = await server.GetTokenAsync(await server.ShareAsync(document, expiresAt: TimeProvider.System.GetUtcNow().AddSeconds(3)));

        var (guest, _) = await server.JoinWithAsync(document, token);

        Assert.Equal(Expired, (await EmbeddedHost.ReadCloseAsync(guest).WaitAsync(Patience, Cancellation)).Code);
        Assert.Equal(Forbidden, await CloseOfAsync(server, document, token));
        guest.Dispose();
    }

    [Theory]
    [InlineData("read", HttpStatusCode.Forbidden)]
    [InlineData("write", HttpStatusCode.NoContent)]
    public async Task An_upload_is_taken_from_those_who_may_write(string right, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.MakeDocumentAsync();
        var edited = new Document(new DocumentOptions { ClientId = new Core.ClientId(7) });
        edited.GetText("content").Insert(0, "large");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sync/{document}")
        {
            Content = new ByteArrayContent(edited.EncodeStateAsUpdate())
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") },
            },
        };
        var token = await server.GetTokenAsync(await server.ShareAsync(document, right));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Links_and_their_tokens_are_good_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("collab-links-");
        string[] settings = ["Collab:Storage=File", $"Collab:DataDirectory={directory.FullName}"];
        string document, id, token;
        await using (var before = await RunningServer.StartAsync(settings))
        {
            document = await before.MakeDocumentAsync();
            id = await before.ShareAsync(document, "comment");
            token = await before.GetTokenAsync(id);
        }

        await using (var after = await RunningServer.StartAsync(settings))
        {
            var (kept, right) = await after.JoinWithAsync(document, token);
            Assert.Equal("comment", right);
            var (renewed, _) = await after.JoinWithAsync(document, await after.GetTokenAsync(id));
            kept.Dispose();
            renewed.Dispose();
        }

        directory.Delete(recursive: true);
    }

    private static async Task<int> CloseOfAsync(RunningServer server, string document, string token)
    {
        using var socket = await server.ConnectWithAsync(document, token);
        return (await EmbeddedHost.ReadCloseAsync(socket).WaitAsync(Patience, Cancellation)).Code;
    }

    /// <summary>Sees a barrier come back.</summary>
    private static async Task AssertAliveAsync(ClientWebSocket socket)
    {
        await socket.SendAsync(YWebsocketFrame.Barrier([7]), WebSocketMessageType.Binary, true, Cancellation);
        byte[]? message;
        do
        {
            message = await EmbeddedHost.ReceiveAsync(socket);
            Assert.NotNull(message);
        }
        while (message[0] != (byte)MessageType.Barrier);
    }
}
