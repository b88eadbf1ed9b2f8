using System.Text.Json;
using Collab.AspNetCore.Access;
using Collab.AspNetCore.Access.Jwt;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore;

/// <summary>Lets in who brings a JSON Web Token of the configured issuer for this service, to what its claims say, and nobody else.</summary>
public sealed class JwtAuthorizer : IDocumentAuthorizer
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly JwtOptions _options;
    private readonly TimeProvider _time;

    /// <exception cref="OptionsValidationException">A setting is missing, or keys cannot be told apart.</exception>
    public JwtAuthorizer(IOptions<JwtOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _time = time;
        if (new JwtOptionsValidator().Validate(null, _options) is { Failed: true, Failures: var failures })
        {
            throw new OptionsValidationException(nameof(JwtOptions), typeof(JwtOptions), failures);
        }
    }

    public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(Check(request.Token, request.Document));
    }

    /// <summary>Says what a token allows to do with a document now.</summary>
    internal DocumentAccess Check(string? token, DocumentName document)
    {
        if (token is null || !Jws.TryVerify(token, _options.Keys, _options.Types, out var payload))
        {
            return DocumentAccess.Denied;
        }

        try
        {
            using var json = JsonDocument.Parse(payload, Strict);
            return Read(json.RootElement, document);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Not JSON, or a claim that is needed is missing or of another type.
            return DocumentAccess.Denied;
        }
    }

    /// <summary>Whether a text claims to be a JSON Web Token, so that nobody else is to judge it: base64url of JSON begins so.</summary>
    internal static bool IsMeant(string? token) =>
        token?.StartsWith("ey", StringComparison.Ordinal) == true && token.Contains('.', StringComparison.Ordinal);

    private DocumentAccess Read(JsonElement claims, DocumentName document)
    {
        var names = _options.Claims;
        var isForUs = string.Equals(claims.GetProperty("iss").GetString(), _options.Issuer, StringComparison.Ordinal)
            && Texts(claims, "aud").Contains(_options.Audience, StringComparer.Ordinal);
        var isCovered = Texts(claims, names.Document).Contains(document.Value, StringComparer.Ordinal)
            || Texts(claims, names.Prefix).Any(prefix => prefix.Length > 0 && document.Value.StartsWith(prefix, StringComparison.Ordinal));
        var now = _time.GetUtcNow();
        var end = Time(claims.GetProperty("exp")) + _options.ClockSkew;
        var isNow = now < end && (!claims.TryGetProperty("nbf", out var notBefore) || now + _options.ClockSkew >= Time(notBefore));
        return isForUs && isCovered && isNow
            ? new DocumentAccess(RightNames.Read(Text(claims, names.Right)))
            {
                Subject = Text(claims, names.Subject),
                DisplayName = Text(claims, names.DisplayName),
                Expires = end,
            }
            : DocumentAccess.Denied;
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.String ? claim.GetString() : null;

    /// <summary>A claim that is one string, or an array of such.</summary>
    private static IReadOnlyList<string> Texts(JsonElement claims, string name) => claims.TryGetProperty(name, out var claim)
        ? claim.ValueKind switch
        {
            JsonValueKind.String => [claim.GetString()!],
            JsonValueKind.Array =>
                [.. claim.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        }
        : [];

    /// <summary>A time as tokens have it (RFC 7519, section 2): seconds since 1970, maybe with a fraction.</summary>
    private static DateTimeOffset Time(JsonElement claim)
    {
        // A day before the last that can be written, so that the clocks' difference may be added.
        const double Latest = 253_402_214_400;
        return DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(claim.GetDouble(), 0, Latest));
    }
}
