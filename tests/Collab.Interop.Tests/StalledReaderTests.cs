using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>A reader that falls behind costs nothing.</summary>
public sealed class StalledReaderTests(NodeClients clients)
{
    private const int Written = 50 << 20;
    private const int Readers = 3;
    private const int MostMemory = 40 << 20;

    // 80 MiB for the heap, collected by one thread: else what grows is what the collector has left lying around.
    private static readonly (string Name, string Value)[] SmallHeap = [("DOTNET_gcServer", "0"), ("DOTNET_GCHeapHardLimit", "0x5000000")];

    [Fact]
    public async Task Readers_that_stop_reading_take_no_memory_and_are_equal_when_they_read_on()
    {
        await using var server = await ServerProcess.StartNewAsync(SmallHeap);

        var stalled = await new Scenario(clients, server).RunAsync<Stalled>(
            "stalled", "stalledReaders", new { bytes = Written, stalled = Readers });

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
