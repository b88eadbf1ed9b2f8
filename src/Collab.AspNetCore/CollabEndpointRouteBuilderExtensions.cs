using Collab.AspNetCore.Uploads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.AspNetCore;

public static class CollabEndpointRouteBuilderExtensions
{
    /// <summary>Maps the sync endpoint: WebSockets that speak y-websocket's protocol; and, for updates that are too large for one of
    /// their messages, POST of a Yjs update (V1) as <c>application/octet-stream</c>, answered with 204 once that is durable.</summary>
    /// <param name="pattern">Has a parameter <c>document</c>; as a catch-all, like <c>/sync/{**document}</c>, names may hold slashes.</param>
    public static IEndpointConventionBuilder MapCollab(this IEndpointRouteBuilder endpoints, string pattern)
    {
        var sync = ActivatorUtilities.CreateInstance<SyncEndpoint>(endpoints.ServiceProvider);
        var uploads = ActivatorUtilities.CreateInstance<UploadEndpoint>(endpoints.ServiceProvider);

        // One endpoint, so that what the host asks of it holds for both.
        return endpoints.MapMethods(
                pattern,
                [HttpMethods.Get, HttpMethods.Connect, HttpMethods.Post],
                context => HttpMethods.IsPost(context.Request.Method) ? uploads.HandleAsync(context) : sync.HandleAsync(context))
            .WithDisplayName($"Collab sync {pattern}");
    }
}
