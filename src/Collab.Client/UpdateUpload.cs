using System.Net;
using System.Net.Http.Headers;

namespace Collab.Client;

/// <summary>Brings what is too large for a message to the server over HTTP (docs/protocol.md, "Updates over HTTP").</summary>
internal static class UpdateUpload
{
    /// <param name="update">A Yjs update, V1.</param>
    public static async Task<UploadOutcome> SendAsync(
        Uri address, string? token, byte[] update, CollabClientOptions options, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(update) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        foreach (var (name, value) in RequestHeaders.Of(options, token))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await (options.Http ?? SharedHttp.Invoker).SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => UploadOutcome.Unauthorized,
                _ when response.IsSuccessStatusCode => UploadOutcome.Stored,
                HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => UploadOutcome.Unreachable,
                < HttpStatusCode.InternalServerError => UploadOutcome.Refused,
                _ => UploadOutcome.Unreachable,
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return UploadOutcome.Unreachable;
        }
    }
}
