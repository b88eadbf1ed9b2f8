using Collab.AspNetCore;
using Collab.Server.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Collab.Server.Security;

/// <summary>Gives Kestrel the limits of <see cref="ServerLimits"/>; its own are made for sites that others guard.</summary>
internal static class KestrelSetup
{
    public static void AddServerLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<ServerLimits>(ServerLimits.SectionName);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ConfigureKestrel>();
    }

    private sealed class ConfigureKestrel(IOptions<ServerLimits> options) : IConfigureOptions<KestrelServerOptions>
    {
        public void Configure(KestrelServerOptions kestrel)
        {
            var limits = options.Value;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = limits.MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = limits.RequestHeadersTimeout;
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxRequestHeadersBytes;
            kestrel.Limits.MaxRequestBodySize = limits.MaxRequestBodyBytes;
            var perAddress = new ConnectionsPerAddress(limits.MaxConnectionsPerAddress);
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                if (limits.MaxConnectionsPerAddress > 0)
                {
                    endpoint.Use(perAddress.Limit);
                }

                // Inside the limit, which counts a connection until its end.
                endpoint.UseCollabHandover();
            });
        }
    }
}
