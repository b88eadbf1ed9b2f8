using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;

namespace Collab.Server.Files;

/// <summary>Reads images out of requests: no more bytes than may be, and nothing that is no image.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never made, so nothing is held.")]
internal sealed class ImageUploads(IOptions<ImageLimits> options)
{
    private const string MediaTypes = "image/";
    private const int MinBytesPerSecond = 16 * 1024;

    private readonly SemaphoreSlim _places = new(options.Value.MaxUploads, options.Value.MaxUploads);

    /// <summary>Reads a request's image and has it taken.</summary>
    /// <param name="check">Says what is wrong with it; null for nothing.</param>
    /// <param name="take">Keeps it and answers; the bytes are the caller's from then on.</param>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">The request ends early, or is sent too slowly.</exception>
    public async Task<IResult> TakeAsync(
        HttpContext context, int maxBytes, Func<ImageHeader, IResult?> check, Func<byte[], Task<IResult>> take)
    {
        var request = context.Request;
        if (request.ContentType?.StartsWith(MediaTypes, StringComparison.OrdinalIgnoreCase) != true)
        {
            return Refusal(StatusCodes.Status415UnsupportedMediaType, "Send the image itself, with its type in Content-Type.");
        }

        if (request.ContentLength is not { } length)
        {
            return Refusal(StatusCodes.Status411LengthRequired, "Say how long the image is.");
        }

        if (length > maxBytes)
        {
            return Refusal(StatusCodes.Status413PayloadTooLarge, $"An image here has at most {maxBytes} bytes.");
        }

        await _places.WaitAsync(context.RequestAborted);
        try
        {
            AllowBody(context.Features, length);
            var bytes = new byte[length];
            await request.Body.ReadExactlyAsync(bytes, context.RequestAborted);
            return ImageHeader.Read(bytes) is not { } header
                ? Refusal(StatusCodes.Status415UnsupportedMediaType, "This is no PNG, JPEG, GIF or WebP image.")
                : check(header) ?? await take(bytes);
        }
        catch (EndOfStreamException)
        {
            return Refusal(StatusCodes.Status400BadRequest, "The image ends early.");
        }
        finally
        {
            _places.Release();
        }
    }

    public static IResult Refusal(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>The server's limit is for requests that are not uploads; but one that hardly comes must not keep its place.</summary>
    private static void AllowBody(IFeatureCollection features, long length)
    {
        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = length;
        }

        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = new MinDataRate(MinBytesPerSecond, TimeSpan.FromSeconds(10));
        }
    }
}
