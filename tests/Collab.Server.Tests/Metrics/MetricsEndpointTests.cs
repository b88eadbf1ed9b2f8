namespace Collab.Server.Tests.Metrics;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task A_server_tells_what_it_measures()
    {
        await using var server = await RunningServer.StartAsync();

        var text = await server.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("\ndotnet_process_memory_working_set_bytes ", text, StringComparison.Ordinal);
        Assert.Contains("\ncollab_store_failing 0\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }
}
