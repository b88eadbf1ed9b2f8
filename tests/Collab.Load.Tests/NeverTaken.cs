using System.Net;
using System.Net.Sockets;
using Collab.Load.Replaying;
using Collab.Load.Sockets;

namespace Collab.Load.Tests;

/// <summary>A connection whose other end takes what is sent, and never answers.</summary>
internal static class NeverTaken
{
    public static Connection Connection(EventLoop loop)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return Load.Sockets.Connection.Open(loop, port, new Dialect("/"), "document", new DocumentReader([0, 0], asksAtOnce: false));
    }
}
