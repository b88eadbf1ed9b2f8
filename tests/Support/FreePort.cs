using System.Net;
using System.Net.Sockets;

namespace Collab.Tests.Support;

/// <summary>Finds TCP ports of this machine that nobody listens on.</summary>
/// <remarks>
/// Below the range that outgoing connections take theirs from: a client that connects again and again to a server that is
/// down may otherwise be given the very port that it connects to, and is then connected to itself.
/// </remarks>
public static class FreePort
{
    private const int First = 20_000;
    private const int End = 30_000;

    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
