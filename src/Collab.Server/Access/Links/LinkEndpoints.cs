using System.Security.Cryptography;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Server.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Access.Links;

/// <summary>Share links over HTTP: made, listed and revoked by owners, opened by whoever has one.</summary>
internal static class LinkEndpoints
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // 22 of 62 characters are 130 random bits: nobody finds one by trying.
    private const int IdLength = 22;

    private const string Path = "/api/links";

    /// <summary>Maps /api/links.</summary>
    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup(Path);
        links.MapPost("/", CreateAsync).RequireOwner();
        links.MapGet("/", ListAsync).RequireOwner();
        links.MapDelete("/{id}", RevokeAsync).RequireOwner();
        links.MapPost("/{id}/token", CreateTokenAsync).RequireRateLimiting(LinkTokenLimit.Policy);
    }

    private static async Task<Results<Created<LinkResponse>, ValidationProblem>> CreateAsync(
        CreateLinkRequest request, IShareLinks links, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!DocumentName.TryCreate(request.Document, out var document))
        {
            return Invalid("document", "That is not a document's name.");
        }

        if (RightWords.Read(request.Right) is not { } right)
        {
            return Invalid("right", "The right is read, comment or write.");
        }

        var now = time.GetUtcNow();
        if (request.ExpiresAt <= now)
        {
            return Invalid("expiresAt", "A link ends in the future, or never.");
        }

        var id = RandomNumberGenerator.GetString(Base62, IdLength);
        var link = new ShareLink(id, document, right, Whole(now), request.ExpiresAt is { } end ? Whole(end) : null);
        await links.AddAsync(link, cancellationToken);
        return TypedResults.Created($"{Path}/{id}", LinkResponse.Of(link));
    }

    private static async Task<Results<Ok<LinkListResponse>, ValidationProblem>> ListAsync(
        string? document, IShareLinks links, CancellationToken cancellationToken) =>
        DocumentName.TryCreate(document, out var name)
            ? TypedResults.Ok(new LinkListResponse([.. (await links.ListAsync(name, cancellationToken)).Select(LinkResponse.Of)]))
            : Invalid("document", "That is not a document's name.");

    /// <summary>Answers once the link lets nobody in any more, and its guests' right has ended.</summary>
    private static async Task<Results<NoContent, NotFound>> RevokeAsync(
        string id, IShareLinks links, ICollabAccess access, CancellationToken cancellationToken)
    {
        if (await links.RevokeAsync(id, cancellationToken) is not { } link)
        {
            return TypedResults.NotFound();
        }

        // A caller that hangs up does not keep anybody in.
        await access.RecheckAsync(link.Document, cancellationToken: CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<LinkTokenResponse>, NotFound>> CreateTokenAsync(
        string id, HttpContext context, LinkTokens tokens, ICatalog catalog, CancellationToken cancellationToken)
    {
        if (await tokens.CreateAsync(id, cancellationToken) is not { } made)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var entry = await catalog.FindAsync(made.Link.Document, cancellationToken);
        return TypedResults.Ok(new LinkTokenResponse(
            made.Link.Document.Value,
            (entry?.Kind ?? DocumentKind.Other).ToWord(),
            entry?.Title ?? "",
            RightWords.Of(made.Link.Right),
            made.Token,
            made.ExpiresAt));
    }

    /// <summary>Without what not every store keeps.</summary>
    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static ValidationProblem Invalid(string field, string problem) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [problem] }, detail: problem);
}
