using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Collab.AspNetCore.Access;

/// <summary>The token that came with a request.</summary>
/// <param name="IsCookie">Whether the browser added it by itself.</param>
internal readonly record struct PresentedToken(string? Token, bool IsCookie)
{
    private const string SubprotocolPrefix = "bearer.";

    private const string HeaderPrefix = "Bearer ";
    private const string QueryParameter = "token";

    public static PresentedToken Find(HttpRequest request, TokenPlaces places, string? cookie)
    {
        var token = (places.HasFlag(TokenPlaces.Header) ? InHeader(request) : null)
            ?? (places.HasFlag(TokenPlaces.Subprotocol) ? InSubprotocol(request) : null)
            ?? (places.HasFlag(TokenPlaces.Query) ? InQuery(request) : null);
        return token is null && places.HasFlag(TokenPlaces.Cookie) && cookie is not null && request.Cookies[cookie] is { Length: > 0 } kept
            ? new PresentedToken(kept, IsCookie: true)
            : new PresentedToken(token, IsCookie: false);
    }

    /// <summary>Whether an offered subprotocol is one that brings a token.</summary>
    public static bool IsSubprotocol(string protocol) => protocol.StartsWith(SubprotocolPrefix, StringComparison.Ordinal);

    /// <summary>Without the token, so that no log has it.</summary>
    public override string ToString() => Token is null ? "none" : "a token";

    private static string? InHeader(HttpRequest request)
    {
        var value = request.Headers.Authorization.ToString();
        return value.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase) ? ValueOrNull(value[HeaderPrefix.Length..].Trim()) : null;
    }

    private static string? InSubprotocol(HttpRequest request)
    {
        var offered = Array.Find(request.Headers.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol), IsSubprotocol);
        return ValueOrNull(offered?[SubprotocolPrefix.Length..]);
    }

    /// <summary>Given twice it is not a token: two who look at it must not take different ones.</summary>
    private static string? InQuery(HttpRequest request) =>
        request.Query[QueryParameter] is { Count: 1 } values ? ValueOrNull(values[0]) : null;

    private static string? ValueOrNull(string? value) => value is "" ? null : value;
}
