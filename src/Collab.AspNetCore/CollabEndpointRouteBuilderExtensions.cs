using Collab.AspNetCore.Hocuspocus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.AspNetCore;

public static class CollabEndpointRouteBuilderExtensions
{
    /// <summary>Maps the sync endpoint: WebSockets that speak y-websocket's protocol.</summary>
    /// <param name="pattern">Has a parameter <c>document</c>; as a catch-all, like <c>/sync/{**document}</c>, names may hold slashes.</param>
    public static IEndpointConventionBuilder MapCollab(this IEndpointRouteBuilder endpoints, string pattern) =>
        endpoints.MapSockets(pattern, endpoints.Create<SyncEndpoint>().HandleAsync).WithDisplayName($"Collab sync {pattern}");

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
        this IEndpointRouteBuilder endpoints, string pattern, RequestDelegate handle)
    {
        return endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Connect], handle);
    }
}
