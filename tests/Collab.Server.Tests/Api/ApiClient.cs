using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Collab.Server.Tests.Api;

/// <summary>Calls the document API as the pages do, and fails the test if the answer is not the one expected.</summary>
internal static class ApiClient
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<JsonElement> CreateAsync(this RunningServer server, string body) =>
        server.SendAsync(HttpMethod.Post, "/api/documents", body, HttpStatusCode.Created);

    /// <returns>The name of a new document.</returns>
    public static async Task<string> CreateNamedAsync(this RunningServer server, string kind, string title = "") =>
        Name(await server.CreateAsync($$"""{"kind":"{{kind}}","title":"{{title}}"}"""));

    public static Task<JsonElement> PatchAsync(this RunningServer server, string name, string body) =>
        server.SendAsync(HttpMethod.Patch, $"/api/documents/{name}", body, HttpStatusCode.OK);

    /// <summary>Puts a document into the trash and deletes it for good.</summary>
    public static async Task DeleteAsync(this RunningServer server, string name)
    {
        await server.PatchAsync(name, """{"trashed":true}""");
        await server.SendAsync(HttpMethod.Delete, $"/api/documents/{name}", null, HttpStatusCode.NoContent);
    }

    /// <returns>The entries that are listed.</returns>
    public static async Task<IReadOnlyList<JsonElement>> ListAsync(this RunningServer server) =>
        [.. (await server.Client.GetFromJsonAsync<JsonElement>("/api/documents", Cancellation)).GetProperty("documents").EnumerateArray()];

    /// <returns>The answer's body; undefined if it has none.</returns>
    public static async Task<JsonElement> SendAsync(
        this RunningServer server, HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await server.Client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(expected == response.StatusCode, $"{method} {path}: {response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static string Name(JsonElement entry) => entry.GetProperty("name").GetString()!;
}
