using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Collab.AspNetCore.Access.Jwt;

/// <summary>Checks a JSON Web Signature in its compact form (RFC 7515): three parts, signed by a key that is known, in the way that key is for.</summary>
/// <remarks>Whatever is not understood is refused: encryption, compression, critical extensions, other types.</remarks>
internal static class Jws
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    private const string MediaTypePrefix = "application/";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <param name="types">What <c>typ</c> may be if there is one.</param>
    /// <param name="payload">What was signed; null if it was not.</param>
    public static bool TryVerify(
        string token, IList<JwtKey> keys, IList<string> types, [NotNullWhen(true)] out byte[]? payload)
    {
        payload = null;
        if (token.Length > MaxLength || token.Split('.') is not [var header, var body, var signature])
        {
            return false;
        }

        if (TryReadHeader(header, types, out var algorithm, out var id)
            && FindKey(keys, algorithm, id) is { } key
            && StrictBase64Url.TryDecode(signature, out var signatureBytes)
            && key.Verifies($"{header}.{body}", signatureBytes)
            && StrictBase64Url.TryDecode(body, out var bytes))
        {
            payload = bytes;
        }

        return payload is not null;
    }

    private static bool TryReadHeader(string encoded, IList<string> types, [NotNullWhen(true)] out string? algorithm, out string? id)
    {
        algorithm = id = null;
        if (!StrictBase64Url.TryDecode(encoded, out var bytes))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            var header = json.RootElement;
            if (header.TryGetProperty("crit", out _) || header.TryGetProperty("zip", out _) || header.TryGetProperty("enc", out _)
                || (header.TryGetProperty("typ", out var type) && !IsKnown(type.GetString(), types)))
            {
                return false;
            }

            algorithm = header.GetProperty("alg").GetString();
            id = header.TryGetProperty("kid", out var kid) ? kid.GetString() : null;
            return algorithm is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Not JSON, not an object, a value of another type, or no algorithm.
            return false;
        }
    }

    private static bool IsKnown(string? type, IList<string> types) => type is not null
        && types.Contains(
            type.StartsWith(MediaTypePrefix, StringComparison.OrdinalIgnoreCase) ? type[MediaTypePrefix.Length..] : type,
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The key that a token names, or the only one there is; null if it is not for the algorithm that the token names.</summary>
    private static JwtKey? FindKey(IList<JwtKey> keys, string algorithm, string? id)
    {
        var key = keys is [var only] && (only.Id is null || id is null)
            ? only
            : keys.FirstOrDefault(key => id is not null && string.Equals(key.Id, id, StringComparison.Ordinal));
        return key is not null && string.Equals(key.Algorithm, algorithm, StringComparison.Ordinal) ? key : null;
    }
}
