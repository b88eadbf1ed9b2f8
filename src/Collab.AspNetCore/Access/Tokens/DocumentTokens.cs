using System.Security.Cryptography;
using System.Text;
using Collab.AspNetCore.Access;
using Collab.AspNetCore.Access.Tokens;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore;

/// <summary>Makes signed document tokens, and reads them. Nothing is kept of a token: it is good until it expires, on every server that
/// has its key.</summary>
/// <remarks>
/// <c>v1.&lt;kid&gt;.&lt;payload&gt;.&lt;signature&gt;</c>: the payload is JSON in base64url without padding, the signature HMAC-SHA256 of all
/// that is before the last point, in base64url without padding. All that is in it can be read by whoever has it.
/// </remarks>
public sealed class DocumentTokens
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    internal const string Version = "v1";

    /// <summary>A token that is good from now on is so on a server too whose clock is that much behind.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(60);

    private readonly DocumentTokenOptions _options;
    private readonly TimeProvider _time;

    /// <exception cref="OptionsValidationException">There is no key, or one that cannot be used.</exception>
    public DocumentTokens(IOptions<DocumentTokenOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _time = time;
        if (new DocumentTokenOptionsValidator().Validate(null, _options) is { Failed: true, Failures: var failures })
        {
            throw new OptionsValidationException(DocumentTokenOptions.SectionName, typeof(DocumentTokenOptions), failures);
        }
    }

    /// <summary>Makes a token, to be given to whom it is for over HTTPS.</summary>
    /// <exception cref="ArgumentException">The token would be longer than <see cref="MaxLength"/>, or is never good.</exception>
    public string Create(DocumentGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var from = grant.NotBefore ?? _time.GetUtcNow();
        var notBefore = (grant.NotBefore ?? from - ClockTolerance).ToUnixTimeSeconds();
        var lifetime = (long)(grant.Lifetime ?? _options.Lifetime).TotalSeconds;
        if (lifetime <= 0)
        {
            throw new ArgumentException("a token has to be good for a second or more", nameof(grant));
        }

        var key = _options.Keys[0];
        var payload = new DocumentTokenPayload(grant, notBefore, from.ToUnixTimeSeconds() + lifetime).Encode();
        var signed = $"{Version}.{key.Id}.{StrictBase64Url.Encode(payload)}";
        var token = $"{signed}.{Sign(key, signed)}";
        return token.Length <= MaxLength ? token : throw new ArgumentException("too much for a token", nameof(grant));
    }

    /// <summary>Says what a token allows to do with a document now.</summary>
    /// <param name="origin">Of the page that brings it; null if it does not come from a page.</param>
    /// <returns><see cref="DocumentAccess.Denied"/> for whatever is wrong with it.</returns>
    public DocumentAccess Check(string? token, DocumentName document, string? origin) =>
        Check(token, document, origin, mayBeOver: false);

    /// <summary>The same about a client that a token has let in and that is asked about again: that the token's time is over does not count.
    /// For authorizers that know by something else how long such a client may stay.</summary>
    public DocumentAccess CheckAgain(string? token, DocumentName document, string? origin) =>
        Check(token, document, origin, mayBeOver: true);

    /// <summary>Whether a text claims to be a document token, so that nobody else is to judge it.</summary>
    internal static bool IsMeant(string? token) => token?.StartsWith($"{Version}.", StringComparison.Ordinal) == true;

    private DocumentAccess Check(string? token, DocumentName document, string? origin, bool mayBeOver)
    {
        if (Verify(token) is not { } payload)
        {
            return DocumentAccess.Denied;
        }

        var (grant, notBefore, expires) = payload;
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var isGood = now >= notBefore && (now < expires || mayBeOver)
            && grant.Covers(document)
            && (grant.Origin is null || string.Equals(grant.Origin, origin, StringComparison.OrdinalIgnoreCase));
        return isGood
            ? new DocumentAccess(grant.Right)
            {
                Subject = grant.Subject,
                DisplayName = grant.DisplayName,
                Expires = DateTimeOffset.FromUnixTimeSeconds(Math.Min(expires, DateTimeOffset.MaxValue.ToUnixTimeSeconds())),
            }
            : DocumentAccess.Denied;
    }

    private DocumentTokenPayload? Verify(string? token)
    {
        if (token is not { Length: > 0 and <= MaxLength } || token.Split('.') is not [Version, var id, var payload, var signature])
        {
            return null;
        }

        foreach (var key in _options.Keys)
        {
            if (string.Equals(key.Id, id, StringComparison.Ordinal) && IsSigned(key, $"{Version}.{id}.{payload}", signature))
            {
                return StrictBase64Url.TryDecode(payload, out var bytes) && DocumentTokenPayload.TryDecode(bytes, out var read) ? read : null;
            }
        }

        return null;
    }

    /// <summary>Compares the texts: of a signature there is just one, so that no changed bit of it passes.</summary>
    private static bool IsSigned(DocumentTokenKey key, string signed, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(key, signed)), Encoding.UTF8.GetBytes(signature));

    private static string Sign(DocumentTokenKey key, string signed) =>
        StrictBase64Url.Encode(HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes(signed)));
}
