using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.AspNetCore;

public static class CollabEndpointRouteBuilderExtensions
{
    /// <summary>Maps the sync endpoint: WebSockets that speak y-websocket's protocol.</summary>
    /// <param name="pattern">Has a parameter <c>document</c>; as a catch-all, like <c>/sync/{**document}</c>, names may hold slashes.</param>
    public static IEndpointConventionBuilder MapCollab(this IEndpointRouteBuilder endpoints, string pattern)
    {
        var endpoint = ActivatorUtilities.CreateInstance<SyncEndpoint>(endpoints.ServiceProvider);
        // The WebSocket feature is added for this endpoint alone, so that the host need not know of it.
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(endpoint.HandleAsync);
        return endpoints.MapGet(pattern, pipeline.Build()).WithDisplayName($"Collab sync {pattern}");
    }
}
