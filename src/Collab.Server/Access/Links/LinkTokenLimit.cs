using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Access.Links;

/// <summary>Limits how often links are opened from one address.</summary>
internal static class LinkTokenLimit
{
    public const string Policy = "link tokens";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddLinkTokenLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter => limiter.OnRejected = RefuseAsync);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<AccessSettings>>((limiter, access) =>
            limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = access.Value.LinkTokensPerMinute, Window = Window })));
    }

    private static ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var wait = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        refused.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new ValueTask(TypedResults.Problem(
            "This link is opened very often from where you are. Wait a minute, then try again.",
            statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(refused.HttpContext));
    }
}
