using Collab.AspNetCore.Access;
using Collab.AspNetCore.Hocuspocus;
using Collab.AspNetCore.Uploads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.AspNetCore;

/// <summary>Maps the endpoints. Each is one endpoint like any other of the app: <c>RequireAuthorization</c>, <c>RequireCors</c>,
/// <c>RequireRateLimiting</c> and <c>RequireHost</c> hold for WebSockets and uploads alike. An app may map several, with options of their own.</summary>
public static class CollabEndpointRouteBuilderExtensions
{
    /// <summary>Maps the sync endpoint: WebSockets that speak y-websocket's protocol; and, for updates that are too large for one of
    /// their messages, POST of a Yjs update (V1) as <c>application/octet-stream</c>, answered with 204 once that is durable.</summary>
    /// <param name="pattern">Has a parameter <c>document</c>; as a catch-all, like <c>/sync/{**document}</c>, names may hold slashes.</param>
    public static IEndpointConventionBuilder MapCollab(
        this IEndpointRouteBuilder endpoints, string pattern, Action<CollabEndpointOptions>? configure = null)
    {
        var access = endpoints.CreateAccess(configure);
        var sync = endpoints.Create<SyncEndpoint>(access);
        var uploads = endpoints.Create<UploadEndpoint>(access);

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
    public static IEndpointConventionBuilder MapCollabYSweet(
        this IEndpointRouteBuilder endpoints, string pattern, Action<CollabEndpointOptions>? configure = null) =>
        endpoints.MapSockets(pattern, endpoints.Create<SyncEndpoint>(endpoints.CreateAccess(configure)).HandleYSweetAsync)
            .WithDisplayName($"Collab y-sweet {pattern}");

    /// <summary>Maps an endpoint for Hocuspocus clients, who name their documents in what they send.</summary>
    public static IEndpointConventionBuilder MapCollabHocuspocus(
        this IEndpointRouteBuilder endpoints, string pattern, Action<CollabEndpointOptions>? configure = null) =>
        endpoints.MapSockets(pattern, endpoints.Create<HocuspocusEndpoint>(endpoints.CreateAccess(configure)).HandleAsync)
            .WithDisplayName($"Collab Hocuspocus {pattern}");

    private static EndpointAccess CreateAccess(this IEndpointRouteBuilder endpoints, Action<CollabEndpointOptions>? configure)
    {
        var options = new CollabEndpointOptions();
        configure?.Invoke(options);
        options.Validate();
        return ActivatorUtilities.CreateInstance<EndpointAccess>(endpoints.ServiceProvider, options);
    }

    private static T Create<T>(this IEndpointRouteBuilder endpoints, EndpointAccess access) =>
        ActivatorUtilities.CreateInstance<T>(endpoints.ServiceProvider, access);

    private static IEndpointConventionBuilder MapSockets(
        this IEndpointRouteBuilder endpoints, string pattern, RequestDelegate handle) =>
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Connect], handle);
}
