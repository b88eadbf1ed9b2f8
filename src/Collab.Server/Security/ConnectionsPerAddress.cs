using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Collab.Server.Security;

/// <summary>Closes connections of a remote address that has too many; loopback may have any number.</summary>
/// <remarks>Counts addresses with open connections only, so the table is bounded by the number of connections.</remarks>
internal sealed class ConnectionsPerAddress(int limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _open = [];

    /// <summary>A step of Kestrel's connection pipeline, before TLS and HTTP.</summary>
    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address))
        {
            await next(connection);
        }
        else if (TryEnter(address))
        {
            try
            {
                await next(connection);
            }
            finally
            {
                Leave(address);
            }
        }
        else
        {
            connection.Abort(new ConnectionAbortedException($"{address} has {limit} connections already"));
        }
    };

    public bool TryEnter(IPAddress address)
    {
        lock (_lock)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, address, out _);
            if (count >= limit)
            {
                return false;
            }

            count++;
            return true;
        }
    }

    public void Leave(IPAddress address)
    {
        lock (_lock)
        {
            var left = _open[address] - 1;
            if (left == 0)
            {
                _open.Remove(address);
            }
            else
            {
                _open[address] = left;
            }
        }
    }
}
