using System.Net;
using Collab.Server.Security;
using Microsoft.AspNetCore.Connections;

namespace Collab.Server.Tests.Security;

public sealed class ConnectionsPerAddressTests
{
    private static readonly IPAddress Neighbour = IPAddress.Parse("192.0.2.1");

    private readonly TaskCompletionSource _end = new();
    private readonly ConnectionDelegate _pipeline;
    private int _served;

    public ConnectionsPerAddressTests() => _pipeline = new ConnectionsPerAddress(limit: 2).Limit(_ =>
    {
        _served++;
        return _end.Task;
    });

    [Fact]
    public async Task An_address_with_its_share_of_connections_gets_no_more()
    {
        var first = Connect(Neighbour);
        var second = Connect(Neighbour);
        var third = Connect(Neighbour);

        Assert.Equal((2, true), (_served, third.IsCompletedSuccessfully));
        _end.SetResult();
        await Task.WhenAll(first, second, third);
    }

    [Fact]
    public async Task A_connection_that_ends_makes_room()
    {
        _end.SetResult();
        for (var i = 0; i < 5; i++)
        {
            await Connect(Neighbour);
        }

        Assert.Equal(5, _served);
    }

    [Fact]
    public async Task Each_address_has_its_own_share_and_loopback_any()
    {
        IPAddress[] addresses =
        [
            Neighbour, Neighbour, IPAddress.Parse("192.0.2.2"), IPAddress.IPv6Loopback, IPAddress.Loopback,
            IPAddress.Loopback, IPAddress.Loopback,
        ];

        var connections = addresses.Select(Connect).ToList();

        Assert.Equal(addresses.Length, _served);
        _end.SetResult();
        await Task.WhenAll(connections);
    }

    // Not disposed: its abort goes on in the background and would meet a disposed token source.
    private Task Connect(IPAddress address) =>
        _pipeline(new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(address, 1234) });
}
