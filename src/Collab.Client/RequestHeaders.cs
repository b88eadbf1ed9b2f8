namespace Collab.Client;

/// <summary>What every request to the server carries.</summary>
internal static class RequestHeaders
{
    /// <param name="token">Sent as a bearer token: in the address it would get into logs. Null for none.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(CollabClientOptions options, string? token) =>
        token is null ? options.Headers : options.Headers.Append(KeyValuePair.Create("Authorization", $"Bearer {token}"));
}
