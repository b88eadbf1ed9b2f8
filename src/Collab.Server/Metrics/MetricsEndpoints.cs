namespace Collab.Server.Metrics;

internal static class MetricsEndpoints
{
    /// <summary>Maps /metrics, for Prometheus to scrape.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        // Here and not at the first scrape: it counts from now on.
        var metrics = routes.ServiceProvider.GetRequiredService<ServerMetrics>();
        routes.MapGet("/metrics", () => TypedResults.Text(metrics.Collect(), "text/plain; version=0.0.4"));
    }
}
