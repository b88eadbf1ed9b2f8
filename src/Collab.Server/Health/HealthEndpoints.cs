using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Collab.Server.Health;

internal static class HealthEndpoints
{
    /// <summary>Maps /health/live: the process answers; and /health/ready: it also takes and keeps documents.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}
