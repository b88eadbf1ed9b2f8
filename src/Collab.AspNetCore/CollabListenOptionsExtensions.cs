using Collab.AspNetCore.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Collab.AspNetCore;

public static class CollabListenOptionsExtensions
{
    /// <summary>Lets the sync endpoint take connections over from HTTP, which halves the memory of an idle one. Optional; has no effect on
    /// TLS and HTTP/2. Upgraded connections then count among <see cref="KestrelServerLimits.MaxConcurrentConnections"/>.</summary>
    /// <remarks>The request ends with its upgrade: middleware that waits for its end, and metrics of requests, see a short one.</remarks>
    public static void UseCollabHandover(this ListenOptions listen) => listen.Use(next => connection => ServeAsync(next, connection));

    private static async Task ServeAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        var original = connection.Transport;
        var transport = new HandoverTransport(connection);
        var features = new HandoverFeatures(connection.Features.Get<IConnectionHeartbeatFeature>());
        connection.Features.Set<IConnectionHeartbeatFeature>(features);
        connection.Features.Set<IDecrementConcurrentConnectionCountFeature>(features);
        connection.Transport = transport;
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = original;
            features.Forget();
        }

        await transport.ContinueAsync();
    }
}
