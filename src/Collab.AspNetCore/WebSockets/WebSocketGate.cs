using Collab.AspNetCore.Access;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore.WebSockets;

/// <summary>What every request for a WebSocket has to pass, whatever its dialect.</summary>
internal sealed class WebSocketGate(SessionRegistry sessions)
{
    /// <summary>Checks a request, and answers one that does not pass.</summary>
    /// <returns>Whether it passes, and the token that it brings.</returns>
    public async ValueTask<(bool LetsIn, string? Token)> CheckAsync(HttpContext context, EndpointAccess access)
    {
        if (WebSocketHandshake.FindFault(context, out var status) is { } fault)
        {
            await RefuseAsync(context, status, fault);
            return default;
        }

        if (!access.MayCome(context, out var token))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "pages of this origin may not connect");
            return default;
        }

        if (sessions.IsStopping)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "the server stops");
            return default;
        }

        return (true, token.Token);
    }

    public static Task RefuseAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
