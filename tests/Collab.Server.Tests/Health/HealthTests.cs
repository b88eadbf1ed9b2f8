using System.Net;
using Collab.Server.Health;

namespace Collab.Server.Tests.Health;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_started_server_is_well(string path)
    {
        await using var server = await RunningServer.StartAsync();

        using var response = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_probe_of_container_images_tells_a_ready_server_from_none()
    {
        var server = await RunningServer.StartAsync();
        var address = server.Address.ToString();

        var whileRunning = await HealthProbe.RunAsync(address);
        await server.DisposeAsync();
        var afterwards = await HealthProbe.RunAsync(address);

        Assert.Equal((0, 1), (whileRunning, afterwards));
    }
}
