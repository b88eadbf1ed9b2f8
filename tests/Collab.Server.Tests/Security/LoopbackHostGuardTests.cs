using System.Net;
using System.Net.WebSockets;
using Collab.Server.Configuration;

namespace Collab.Server.Tests.Security;

public sealed class LoopbackHostGuardTests
{
    private const string Secret = "Collab:Access:Secret=0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost:5080")]
    [InlineData("127.0.0.1:81")]
    [InlineData("[::1]")]
    public async Task On_loopback_its_own_names_are_answered(string host)
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, host));
        using var socket = await server.ConnectAsync("/sync/any", host);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("127.0.0.2")]
    [InlineData("10.0.0.1")]
    [InlineData("localhost.")]
    public async Task On_loopback_other_names_are_refused_and_so_are_their_sockets(string host)
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(server, host));
        await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync("/sync/any", host));
    }

    [Fact]
    public async Task Hosts_that_are_named_are_answered_and_no_others()
    {
        await using var server = await RunningServer.StartAsync(Secret, "AllowedHosts=collab.example;*.friend.example");

        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "collab.example"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "a.friend.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(server, "evil.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(server, "localhost"));
    }

    [Fact]
    public async Task A_server_that_the_network_can_reach_answers_to_every_name()
    {
        await using var server = await RunningServer.StartAsync(Secret, "urls=http://0.0.0.0:0");

        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "collab.example"));
    }

    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://127.9.9.9:5080", true)]
    [InlineData("https://[::1]:5081", true)]
    [InlineData("http://*:80", false)]
    [InlineData("http://+:80", false)]
    [InlineData("http://0.0.0.0:80", false)]
    [InlineData("http://[::]:80", false)]
    [InlineData("http://collab.example:80", false)]
    [InlineData("http://192.168.1.2:80", false)]
    public void Addresses_that_only_this_machine_reaches_are_told_apart(string address, bool loopback) =>
        Assert.Equal(loopback, ListenAddress.IsLoopback(address));

    private static async Task<HttpStatusCode> GetAsync(RunningServer server, string host)
    {
        // Always by loopback: an address of all interfaces is none to connect to.
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{server.Address.Port}/health/live");
        request.Headers.Host = host;
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
