using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.Access.Links;

/// <summary>What the tests of share links do with a server.</summary>
internal static class LinkApi
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes a document, as an owner.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> MakeDocumentAsync(this RunningServer server, string kind = "text", string title = "")
    {
        using var response = await server.Client.PostAsJsonAsync("/api/documents", new { kind, title }, Cancellation);
        return await TextAsync(response.EnsureSuccessStatusCode(), "name");
    }

    /// <summary>Makes a link, as an owner.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> ShareAsync(
        this RunningServer server, string document, string right = "write", DateTimeOffset? expiresAt = null)
    {
        using var response = await server.Client.PostAsJsonAsync("/api/links", new { document, right, expiresAt }, Cancellation);
        return await TextAsync(response.EnsureSuccessStatusCode(), "id");
    }

    public static Task<HttpResponseMessage> OpenLinkAsync(this RunningServer server, string id) =>
        server.Client.PostAsync($"/api/links/{id}/token", null, Cancellation);

    public static async Task<string> GetTokenAsync(this RunningServer server, string id)
    {
        using var response = await server.OpenLinkAsync(id);
        return await TextAsync(response.EnsureSuccessStatusCode(), "token");
    }

    /// <summary>Connects as a guest's page does, with the token as a subprotocol.</summary>
    public static async Task<ClientWebSocket> ConnectWithAsync(this RunningServer server, string document, string token)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("collab");
        socket.Options.AddSubProtocol($"bearer.{token}");
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/sync/{document}?collab=1"), Cancellation);
        return socket;
    }

    /// <summary>Connects, and sees itself let in.</summary>
    /// <returns>The socket, and the right that it was told.</returns>
    public static async Task<(ClientWebSocket Socket, string Right)> JoinWithAsync(this RunningServer server, string document, string token)
    {
        var socket = await server.ConnectWithAsync(document, token);
        while (await EmbeddedHost.ReceiveAsync(socket) is { } message)
        {
            if (message[0] == 103)
            {
                using var json = JsonDocument.Parse(message.AsMemory(2));
                return (socket, json.RootElement.GetProperty("access").GetString()!);
            }
        }

        throw new InvalidOperationException($"closed with {socket.CloseStatus}");
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, string property)
    {
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return json.GetProperty(property).GetString()!;
    }
}
