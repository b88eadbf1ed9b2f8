using Collab.AspNetCore;
using Collab.Core.Sessions;
using Collab.Server.Access;
using Collab.Server.Catalog;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Files;

internal static class ThumbnailEndpoints
{
    private const string Path = "/api/thumbnails";

    // As much of the hash as tells a document's thumbnails apart.
    private const int VersionLength = 16;

    /// <summary>Maps /api/thumbnails: put for who may write the document, get for who may read it.</summary>
    public static void MapThumbnails(this IEndpointRouteBuilder routes)
    {
        var thumbnails = routes.MapGroup(Path);
        thumbnails.MapPut("/{**name}", PutAsync).RequireRight(AccessRight.Write);
        thumbnails.MapGet("/{**name}", GetAsync).RequireRight(AccessRight.Read);
    }

    private static async Task<IResult> PutAsync(
        HttpContext context,
        ICatalog catalog,
        IBlobStore blobs,
        ImageUploads uploads,
        IOptions<ImageLimits> limits,
        CancellationToken cancellationToken)
    {
        if (!DocumentPath.TryReadName(context, "name", out var document)
            || await catalog.FindAsync(document, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        return await uploads.TakeAsync(context, limits.Value.MaxThumbnailBytes, Check, async bytes =>
        {
            await blobs.PutAsync(document, BlobKey.Thumbnail, bytes, long.MaxValue, cancellationToken);
            var change = new EntryChange { Thumbnail = VersionOf(bytes) };
            if (await catalog.ChangeAsync(document, change, cancellationToken) is not null)
            {
                return TypedResults.NoContent();
            }

            // It was deleted meanwhile, and what came after that is nobody's.
            await blobs.EraseAsync(document, CancellationToken.None);
            return TypedResults.NotFound();
        });
    }

    private static async Task<IResult> GetAsync(
        HttpContext context, IBlobStore blobs, string? v, CancellationToken cancellationToken)
    {
        if (!DocumentPath.TryReadName(context, "name", out var document)
            || await blobs.OpenAsync(document, BlobKey.Thumbnail, cancellationToken) is not { } stream)
        {
            return TypedResults.NotFound();
        }

        await using (stream)
        {
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            var version = VersionOf(bytes);

            // What is asked for by another version is answered with the newest, and not kept under a wrong name.
            ImageHeaders.Write(context.Response.Headers, isImmutable: v == version);
            return TypedResults.Bytes(
                bytes, ImageHeader.FormatOf(bytes)?.ToMediaType(), entityTag: new EntityTagHeaderValue($"\"{version}\""));
        }
    }

    private static IResult? Check(ImageHeader image) =>
        image.Format is not (ImageFormat.Png or ImageFormat.Webp)
            ? ImageUploads.Refusal(StatusCodes.Status415UnsupportedMediaType, "A thumbnail is a WebP or PNG image.")
            : image.Width > ImageLimits.MaxThumbnailWidth || image.Height > ImageLimits.MaxThumbnailHeight
            ? ImageUploads.Refusal(
                StatusCodes.Status400BadRequest,
                $"A thumbnail has at most {ImageLimits.MaxThumbnailWidth} x {ImageLimits.MaxThumbnailHeight} pixels.")
            : null;

    private static string VersionOf(ReadOnlySpan<byte> bytes) => BlobKey.Of(bytes).Value[..VersionLength];
}
