namespace Collab.Server.Health;

/// <summary>Asks a running server whether it is ready: <c>dotnet Collab.Server.dll health URL</c>.</summary>
/// <remarks>For container images, which have neither curl nor a shell to rely on.</remarks>
internal static class HealthProbe
{
    public const string Command = "health";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <param name="url">The server's address, without a path.</param>
    /// <returns>The process's exit code: 0 if the server is ready.</returns>
    public static async Task<int> RunAsync(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            await Console.Error.WriteLineAsync($"{url} is no address, like http://localhost:5080");
            return 2;
        }

        using var client = new HttpClient { Timeout = Timeout };
        try
        {
            using var response = await client.GetAsync(new Uri(address, "/health/ready"));
            Console.WriteLine(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
