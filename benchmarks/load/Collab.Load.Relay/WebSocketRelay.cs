using System.Net.WebSockets;

namespace Collab.Load.Relay;

/// <summary>The relay as anybody would write it first: System.Net.WebSockets, a buffer of 4 KiB for each connection.</summary>
internal static class WebSocketRelay
{
    private const int ReadBytes = 4096;

    public static async Task RunAsync(Rooms rooms, HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        var (room, outbox) = (rooms.Of(context.Request.Path), new Outbox());
        room.Add(outbox);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var draining = outbox.DrainAsync(
            bytes => socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None));
        var buffer = new byte[ReadBytes];
        try
        {
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (result.MessageType is WebSocketMessageType.Close)
                {
                    break;
                }

                room.Send(outbox, buffer.AsSpan(0, result.Count).ToArray());
            }
        }
        catch (WebSocketException)
        {
            // It is gone.
        }

        room.Remove(outbox);
        outbox.End();
        await draining;
    }
}
