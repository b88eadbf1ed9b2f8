using Collab.Core.Sessions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Collab.AspNetCore;

/// <summary>Ready while the store takes what the sessions commit.</summary>
internal sealed class StoreHealthCheck(SessionRegistry sessions) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(sessions switch
        {
            { IsStopping: true } => HealthCheckResult.Unhealthy("the server stops"),
            { IsStoreFailing: true } => HealthCheckResult.Unhealthy("the store does not take updates; they are kept and tried again"),
            _ => HealthCheckResult.Healthy(),
        });
}
