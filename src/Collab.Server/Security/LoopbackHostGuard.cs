using Collab.Server.Configuration;
using Microsoft.AspNetCore.Hosting.Server;

namespace Collab.Server.Security;

/// <summary>Keeps other sites' pages away from a server that trusts everybody on this machine.</summary>
/// <remarks>
/// A page of a foreign site can point its own name at 127.0.0.1 (DNS rebinding) and is then "same origin" with us; all that
/// gives it away is the Host header. So where only loopback is listened on and <c>AllowedHosts</c> is not set,
/// names other than loopback's are refused, WebSocket upgrades too. Where it is set, ASP.NET Core's own host filter works.
/// </remarks>
internal static class LoopbackHostGuard
{
    private const string Setting = "AllowedHosts";

    public static void UseLoopbackHostGuard(this WebApplication app)
    {
        if (!string.IsNullOrWhiteSpace(app.Configuration[Setting]))
        {
            return;
        }

        // Known once the server has started, so before the first request.
        var server = app.Services.GetRequiredService<IServer>();
        var guarded = new Lazy<bool>(() => server.Addresses().All(ListenAddress.IsLoopback));
        app.Use((context, next) => !guarded.Value || IsLoopback(context.Request.Host) ? next(context) : RefuseAsync(context));
    }

    private static bool IsLoopback(HostString host) => host.Host is "127.0.0.1" or "[::1]"
        || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context) => TypedResults.Problem(
        $"This server listens on this machine only and answers to localhost; name other hosts in the setting {Setting}.",
        statusCode: StatusCodes.Status400BadRequest,
        title: "Unknown host").ExecuteAsync(context);
}
