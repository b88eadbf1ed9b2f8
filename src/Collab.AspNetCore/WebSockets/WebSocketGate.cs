using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore.WebSockets;

/// <summary>What every request for a WebSocket has to pass, whatever its dialect.</summary>
internal sealed class WebSocketGate(SessionRegistry sessions, IOptions<CollabOptions> options)
{
    private readonly IList<string> _allowedOrigins = options.Value.AllowedOrigins;

    /// <summary>Checks a request, and answers one that does not pass.</summary>
    public async ValueTask<bool> LetsInAsync(HttpContext context)
    {
        if (WebSocketHandshake.FindFault(context, out var status) is { } fault)
        {
            await RefuseAsync(context, status, fault);
            return false;
        }

        if (!RequestOrigin.IsAllowed(context.Request, _allowedOrigins))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "pages of this origin may not connect");
            return false;
        }

        if (sessions.IsStopping)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "the server stops");
            return false;
        }

        return true;
    }

    public static Task RefuseAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
