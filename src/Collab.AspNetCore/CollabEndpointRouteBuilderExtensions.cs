using Collab.AspNetCore.Hocuspocus;
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
        var sync = endpoints.Create<SyncEndpoint>();
        var uploads = endpoints.Create<UploadEndpoint>();

        // One endpoint, so that what the host asks of it holds for both.
        return endpoints.MapMethods(
                pattern,
                [HttpMethods.Get, HttpMethods.Connect, HttpMethods.Post],
                context => HttpMethods.IsPost(context.Request.Method) ? uploads.HandleAsync(context) : sync.HandleAsync(context))
            .WithDisplayName($"Collab sync {pattern}");
    }

    /// <summary>Maps an endpoint for y-sweet clients.</summary>
    /// <param name="pattern">Has a parameter <c>name</c> at its end, with the document's name, and may have it in
    /// <c>document</c> before that: <c>/d/{document}/ws/{name}</c>.</param>
    public static IEndpointConventionBuilder MapCollabYSweet(this IEndpointRouteBuilder endpoints, string pattern) =>
        endpoints.MapSockets(pattern, endpoints.Create<SyncEndpoint>().HandleYSweetAsync).WithDisplayName($"Collab y-sweet {pattern}");

    /// <summary>Maps an endpoint for Hocuspocus clients, who name their documents in what they send.</summary>
    public static IEndpointConventionBuilder MapCollabHocuspocus(this IEndpointRouteBuilder endpoints, string pattern) =>
        endpoints.MapSockets(pattern, endpoints.Create<HocuspocusEndpoint>().HandleAsync).WithDisplayName($"Collab Hocuspocus {pattern}");

    private static T Create<T>(this IEndpointRouteBuilder endpoints) =>
        ActivatorUtilities.CreateInstance<T>(endpoints.ServiceProvider);

    private static IEndpointConventionBuilder MapSockets(
        this IEndpointRouteBuilder endpoints, string pattern, RequestDelegate handle) =>
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Connect], handle);
}
