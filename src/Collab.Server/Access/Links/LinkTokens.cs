using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.Options;

namespace Collab.Server.Access.Links;

/// <summary>Makes the signed tokens with which a link's guests come, and says what they allow: what their link allows at that moment.</summary>
internal sealed class LinkTokens
{
    /// <summary>How long a token lets its guest come, and how long a guest who is there stays without being asked about again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string Purpose = "document tokens";
    private const string KeyId = "links";
    private const string SubjectPrefix = "link:";

    private readonly DocumentTokens _tokens;
    private readonly IShareLinks _links;
    private readonly TimeProvider _time;

    public LinkTokens(AccessKeys keys, IShareLinks links, TimeProvider time)
    {
        var options = new DocumentTokenOptions { Lifetime = Lifetime };
        options.Keys.Add(new DocumentTokenKey { Id = KeyId, Secret = keys.DeriveFor(Purpose) });
        _tokens = new DocumentTokens(Options.Create(options), time);
        _links = links;
        _time = time;
    }

    /// <summary>Whether a text claims to be a token of a link, so that nothing else is to decide.</summary>
    public static bool IsMeant(string token) => token.StartsWith("v1.", StringComparison.Ordinal);

    /// <summary>Makes a token for whoever has a link.</summary>
    /// <returns>Null if there is no such link, or it is over.</returns>
    /// <exception cref="Core.Storage.StoreUnavailableException">Links cannot be read now.</exception>
    public async Task<LinkToken?> CreateAsync(string id, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (await _links.FindAsync(id, cancellationToken) is not { } link || !link.IsGoodAt(now))
        {
            return null;
        }

        var end = EndOf(link, now);
        var token = _tokens.Create(DocumentGrant.For(link.Document, link.Right) with
        {
            Subject = SubjectPrefix + link.Id,

            // At least a second, the least that a token is good for; the link is looked at wherever it is used.
            Lifetime = end - now < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : end - now,
        });
        return new LinkToken(link, token, end);
    }

    /// <summary>Says what a token allows to do with a document now.</summary>
    /// <param name="origin">Of the page that brings it; null if it does not come from a page.</param>
    /// <param name="isAgain">Whether it has let somebody in who is asked about again: then its link decides alone.</param>
    /// <exception cref="Core.Storage.StoreUnavailableException">Links cannot be read now.</exception>
    public async ValueTask<DocumentAccess> CheckAsync(
        string token, DocumentName document, string? origin, bool isAgain, CancellationToken cancellationToken)
    {
        var granted = isAgain ? _tokens.CheckAgain(token, document, origin) : _tokens.Check(token, document, origin);
        var now = _time.GetUtcNow();
        if (granted.Subject is not { } subject
            || !subject.StartsWith(SubjectPrefix, StringComparison.Ordinal)
            || await _links.FindAsync(subject[SubjectPrefix.Length..], cancellationToken) is not { } link
            || link.Document != document
            || !link.IsGoodAt(now))
        {
            return DocumentAccess.Denied;
        }

        // Of a link's guests each is a person of their own, and none has signed in: who they are, they say themselves.
        return new DocumentAccess(link.Right < granted.Right ? link.Right : granted.Right) { Expires = EndOf(link, now) };
    }

    private static DateTimeOffset EndOf(ShareLink link, DateTimeOffset now) =>
        link.ExpiresAt is { } expires && expires < now + Lifetime ? expires : now + Lifetime;
}
