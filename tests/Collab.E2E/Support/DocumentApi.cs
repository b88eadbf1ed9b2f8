using System.Net.Http.Json;
using System.Text.Json;

namespace Collab.E2E.Support;

/// <summary>Makes documents without a browser, for tests of what comes after.</summary>
internal static class DocumentApi
{
    private static readonly HttpClient Http = new();

    /// <param name="kind">"board", "page" or "text".</param>
    /// <returns>The new document's name.</returns>
    public static async Task<string> CreateAsync(Uri server, string kind, string title = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var response = await Http.PostAsJsonAsync(new Uri(server, "api/documents"), new { kind, title }, cancellation);
        response.EnsureSuccessStatusCode();
        var made = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return made.GetProperty("name").GetString()!;
    }

    /// <param name="right">"read", "comment" or "write".</param>
    /// <returns>The path of a new link to the document.</returns>
    public static async Task<string> ShareAsync(Uri server, string document, string right)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var response = await Http.PostAsJsonAsync(new Uri(server, "api/links"), new { document, right }, cancellation);
        response.EnsureSuccessStatusCode();
        var made = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return made.GetProperty("url").GetString()!;
    }

    /// <summary>Revokes a link, given by its path.</summary>
    public static async Task RevokeAsync(Uri server, string link)
    {
        using var response = await Http.DeleteAsync(
            new Uri(server, $"api/links/{link.Split('/')[^1]}"), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
