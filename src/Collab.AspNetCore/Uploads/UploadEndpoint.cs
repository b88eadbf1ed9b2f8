using System.Diagnostics.CodeAnalysis;
using Collab.AspNetCore.Access;
using Collab.AspNetCore.Filtering;
using Collab.Core;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore.Uploads;

/// <summary>Takes an update over HTTP: one that is too large for a WebSocket message, or from a program that has just that one.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never made, so nothing is held.")]
internal sealed class UploadEndpoint(
    EndpointAccess access, SessionRegistry sessions, UpdateFilters filters, IOptions<CollabOptions> options)
{
    private const string ContentType = "application/octet-stream";
    private const int MinBytesPerSecond = 16 * 1024;

    private readonly CollabOptions _options = options.Value;

    /// <summary>Each holds its whole update in memory; more wait before theirs is read.</summary>
    private readonly SemaphoreSlim _places = new(options.Value.MaxUploads, options.Value.MaxUploads);

    public async Task HandleAsync(HttpContext context)
    {
        var answer = await TryTakeAsync(context);
        await answer.ExecuteAsync(context);
    }

    private async Task<Results<NoContent, ProblemHttpResult>> TryTakeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!access.MayCome(context, out var token))
        {
            return Refusal(StatusCodes.Status403Forbidden, "pages of this origin may not write");
        }

        if (!access.TryReadName(context, "document", out var document))
        {
            return Refusal(StatusCodes.Status400BadRequest, "not a document name");
        }

        if (request.ContentType != ContentType)
        {
            return Refusal(StatusCodes.Status415UnsupportedMediaType, $"send a Yjs update as {ContentType}");
        }

        if (request.ContentLength is not { } length)
        {
            return Refusal(StatusCodes.Status411LengthRequired, "say how long the update is");
        }

        if (length > _options.MaxUploadBytes)
        {
            return Refusal(StatusCodes.Status413PayloadTooLarge, $"update over {_options.MaxUploadBytes} bytes");
        }

        var granted = await access.AskAsync(EndpointAccess.Describe(context, document, token.Token), context.RequestAborted);
        return granted.Right < AccessRight.Comment
            ? Refusal(StatusCodes.Status403Forbidden, "you may not write this document")
            : await TakeAsync(context, document, granted, (int)length);
    }

    private async Task<Results<NoContent, ProblemHttpResult>> TakeAsync(
        HttpContext context, DocumentName document, DocumentAccess granted, int length)
    {
        await _places.WaitAsync(context.RequestAborted);
        try
        {
            AllowBody(context.Features, length);
            var frame = YWebsocketFrame.Update(length, out var update);
            await context.Request.Body.ReadExactlyAsync(update, context.RequestAborted);
            var peer = new UploadPeer
            {
                Id = context.Connection.Id,
                Access = granted,
            };
            var connected = await sessions.ConnectAsync(document, peer, context.RequestAborted);
            var refusal = connected.Link is { } link
                ? await peer.SendAsync(new FilteredLink(link, filters, document, peer), frame, context.RequestAborted)
                : connected.Refusal;
            return refusal is { } close ? Refusal(StatusOf(close), close.Reason) : TypedResults.NoContent();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The host's limits are for requests that are not uploads; but one that hardly comes must not keep its place.</summary>
    private static void AllowBody(IFeatureCollection features, int length)
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

    private static ProblemHttpResult Refusal(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>What is final to a peer is the request's fault; everything else may heal.</summary>
    private static int StatusOf(PeerClose close) => close.Code switch
    {
        4400 => StatusCodes.Status400BadRequest,
        4401 or 4403 => StatusCodes.Status403Forbidden,
        4404 => StatusCodes.Status404NotFound,
        4413 => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
