using System.Net.WebSockets;
using Collab.AspNetCore;
using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Embedding;

public sealed class YSweetEndpointTests
{
    private static readonly byte[] EmptyStep1 = [0, 0, 1, 0];
    private static readonly byte[] Barrier = [102, 1, 0];

    [Fact]
    public async Task A_barrier_is_echoed_once_the_client_has_offered_what_it_has()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());
        using var socket = await host.ConnectToAsync("d/plan/ws/plan");

        await SendAsync(socket, Barrier);
        await SendAsync(socket, 0, 0, 1, 0);
        var first = await EmbeddedHost.ReceiveAsync(socket);
        var second = await EmbeddedHost.ReceiveAsync(socket);
        await SendAsync(socket, 0, 1, 2, 0, 0);

        Assert.Equal(EmptyStep1, first);
        Assert.Equal([0, 1, 2, 0, 0], second);
        Assert.Equal(Barrier, await EmbeddedHost.ReceiveAsync(socket));
    }

    [Theory]
    [InlineData("d/plan/ws/plan?token=secret")]
    [InlineData("sync/plan?token=secret")]
    public async Task The_authorizer_is_given_the_token(string path)
    {
        var authorizer = new Recording();
        await using var host = await EmbeddedHost.StartAsync(collab => collab.Services.AddSingleton<IDocumentAuthorizer>(authorizer));
        using var socket = await host.ConnectToAsync(path);

        await EmbeddedHost.ReceiveAsync(socket);

        Assert.Equal(("plan", "secret"), (authorizer.Asked?.Document.Value, authorizer.Asked?.Token));
    }

    [Fact]
    public async Task An_address_with_two_names_is_refused()
    {
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous());

        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectToAsync("d/plan/ws/other"));
    }

    private static async Task SendAsync(ClientWebSocket socket, params byte[] message) =>
        await socket.SendAsync(message, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

    private sealed class Recording : IDocumentAuthorizer
    {
        public AccessRequest? Asked { get; private set; }

        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
        {
            Asked = request;
            return new ValueTask<DocumentAccess>(new DocumentAccess(AccessRight.Read));
        }
    }
}
