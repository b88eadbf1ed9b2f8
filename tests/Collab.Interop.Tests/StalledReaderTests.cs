using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>A reader that falls behind costs nothing.</summary>
public sealed class StalledReaderTests(NodeClients clients)
{
    private const int Written = 50 << 20;
    private const int Readers = 3;
    private const int MostMemory = 30 << 20;

    [Fact]
    public async Task Readers_that_stop_reading_take_no_memory_and_are_equal_when_they_read_on()
    {
        await using var server = await ServerProcess.StartNewAsync();

        var stalled = await new Scenario(clients, server).RunAsync<Stalled>(
            "stalled", "stalledReaders", new { bytes = Written, stalled = Readers });

        TestContext.Current.TestOutputHelper?.WriteLine($"{stalled}, received {string.Join(", ", stalled.ReadersReceived)}");
        Assert.True(stalled.Sent >= 2 * Written);
        Assert.True(
            stalled.MemoryStalled - stalled.MemoryBefore < MostMemory,
            $"the server grew from {stalled.MemoryBefore} to {stalled.MemoryStalled} bytes");
        Assert.All(stalled.ReadersReceived, received => Assert.True(received < Written / 2, $"a reader was sent {received} bytes"));
        Replica.AssertAllEqual(stalled.Replicas);
    }

    /// <param name="MemoryBefore">The server's memory after as much was written without stalled readers.</param>
    private sealed record Stalled(
        long MemoryBefore, long MemoryStalled, long Sent, long[] ReadersReceived, Dictionary<string, Replica> Replicas);
}
