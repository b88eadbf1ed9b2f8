using System.Globalization;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Server.Access;
using Collab.Server.Catalog;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Files;

internal static class FileEndpoints
{
    /// <summary>Maps /api/files: post an image for who may write the document, get it for everybody who was told its address.</summary>
    /// <remarks>The hash is in the document, so who has it has seen that; and pages that show an image cannot send a token with it.</remarks>
    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup(FileAddress.Root);
        files.MapPost("/{**name}", PostAsync).RequireRight(AccessRight.Write);
        files.MapGet("/{hash}/{**name}", GetAsync);
    }

    private static async Task<IResult> PostAsync(
        HttpContext context,
        ICatalog catalog,
        CatalogMirror mirror,
        IBlobStore blobs,
        ImageUploads uploads,
        IOptions<ImageLimits> limits,
        CancellationToken cancellationToken)
    {
        if (!DocumentPath.TryReadName(context, "name", out var document)
            || !await IsListedAsync(document, catalog, mirror, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        return await uploads.TakeAsync(
            context,
            limits.Value.MaxFileBytes,
            image => Check(image, limits.Value),
            bytes => KeepAsync(document, bytes, catalog, blobs, limits.Value, cancellationToken));
    }

    /// <summary>Whether there is such a document; one that was made a moment ago is listed now.</summary>
    private static async Task<bool> IsListedAsync(
        DocumentName document, ICatalog catalog, CatalogMirror mirror, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(document, cancellationToken) is not null)
        {
            return true;
        }

        await mirror.FlushAsync(cancellationToken);
        return await catalog.FindAsync(document, cancellationToken) is not null;
    }

    private static async Task<IResult> KeepAsync(
        DocumentName document, byte[] bytes, ICatalog catalog, IBlobStore blobs, ImageLimits limits, CancellationToken cancellationToken)
    {
        var key = BlobKey.Of(bytes);
        if (await blobs.PutAsync(document, key, bytes, limits.MaxBytesPerDocument, cancellationToken) == PutOutcome.OverQuota)
        {
            return ImageUploads.Refusal(
                StatusCodes.Status413PayloadTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"The images of a document take at most {limits.MaxBytesPerDocument} bytes together."));
        }

        if (await catalog.FindAsync(document, cancellationToken) is null)
        {
            // It was deleted meanwhile, and what came after that is nobody's.
            await blobs.EraseAsync(document, CancellationToken.None);
            return TypedResults.NotFound();
        }

        var url = FileAddress.Of(document, key);
        return TypedResults.Created(url, new FileResponse(key.Value, url));
    }

    private static async Task<IResult> GetAsync(
        HttpContext context, string hash, IBlobStore blobs, CancellationToken cancellationToken)
    {
        if (!BlobKey.TryParseHash(hash, out var key)
            || !DocumentPath.TryReadName(context, "name", out var document)
            || await blobs.OpenAsync(document, key, cancellationToken) is not { } stream)
        {
            return TypedResults.NotFound();
        }

        var first = new byte[ImageHeader.Length];
        var length = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
        stream.Position = 0;
        ImageHeaders.Write(context.Response.Headers, isImmutable: true);

        // The result disposes of the stream.
        return TypedResults.Stream(
            stream,
            ImageHeader.FormatOf(first.AsSpan(0, length))?.ToMediaType(),
            entityTag: new EntityTagHeaderValue($"\"{hash}\""),
            enableRangeProcessing: true);
    }

    private static IResult? Check(ImageHeader image, ImageLimits limits) => image.Pixels <= limits.MaxPixels
        ? null
        : ImageUploads.Refusal(
            StatusCodes.Status413PayloadTooLarge,
            string.Create(CultureInfo.InvariantCulture, $"An image here has at most {limits.MaxPixels} pixels."));
}
