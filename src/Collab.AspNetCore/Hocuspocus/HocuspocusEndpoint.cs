using Collab.AspNetCore.Access;
using Collab.AspNetCore.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>Turns a request into a Hocuspocus client's socket. What it may open is asked for each document, with the token for it.</summary>
internal sealed class HocuspocusEndpoint(
    EndpointAccess access, WebSocketGate gate, HocuspocusServices services, ConnectionClock clock, IHostApplicationLifetime lifetime)
{
    /// <summary>RFC 6455's own code for a message that is too big, which is what a Hocuspocus server closes with.</summary>
    private const int TooBig = 1009;

    private readonly WebSocketSettings _settings = WebSocketSettings.From(services.Options) with
    {
        MaxMessageBytes = access.MaxMessageBytes,
        TooLargeCode = TooBig,
    };

    public async Task HandleAsync(HttpContext context)
    {
        var (letsIn, token) = await gate.CheckAsync(context, access);
        if (!letsIn)
        {
            return;
        }

        var connection = await WebSocketConnection.AcceptAsync(context, _settings, clock);
        await using var dialect = new HocuspocusDialect(connection, context, access, token, services);

        // A socket that has no document open is in no session that could tell it.
        using var stopping = lifetime.ApplicationStopping.Register(dialect.LeftByRestart);
        await connection.RunAsync(dialect, context.RequestAborted);
    }
}
