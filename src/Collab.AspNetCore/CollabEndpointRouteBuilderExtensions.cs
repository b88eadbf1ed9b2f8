using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
        return endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Connect], endpoint.HandleAsync)
            .WithDisplayName($"Collab sync {pattern}");
    }
}
