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
}
