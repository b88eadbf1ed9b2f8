namespace Collab.Server.Access;

/// <summary>The token in a request's header <c>Authorization</c>.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <returns>Null if the request brings none; empty if it says that it does and there is nothing.</returns>
    public static string? Of(HttpRequest request)
    {
        var value = request.Headers.Authorization.ToString();
        return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;
    }
}
