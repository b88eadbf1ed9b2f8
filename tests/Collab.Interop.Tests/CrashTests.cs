using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>What the server acknowledged survives its death, and its clients find together again.</summary>
public sealed class CrashTests(NodeClients clients, PostgresCluster cluster)
{
    // Checkpoints are written all the time, so that some are under way when the server dies, and log is taken away.
    private static readonly (string Name, string Value)[] BusyStore =
    [
        ("Collab__Sessions__CheckpointAfterBytes", "4096"),
        ("Collab__FileStore__SegmentBytes", "65536"),
    ];

    [Theory]
    [InlineData(ServerStore.File, 5)]
    [InlineData(ServerStore.Postgres, 3)]
    public async Task Nothing_acknowledged_is_lost_when_the_server_is_killed_while_five_type(ServerStore store, int kills)
    {
        await using var server = await cluster.StartServerAsync(store, BusyStore);

        var survived = await new Scenario(clients, server).RunAsync<Survived>("crashes", "killedWhileTyping", new { kills });

        Assert.All(survived.Rounds, round => Assert.Empty(round.Lost));
        Assert.All(survived.Rounds, round => Assert.DoesNotContain(0, round.Acknowledged));
        Replica.AssertAllEqual(survived.Replicas);
    }

    [Theory]
    [InlineData(ServerStore.File)]
    [InlineData(ServerStore.Postgres)]
    public async Task Nothing_received_is_lost_when_the_server_is_stopped_while_four_type(ServerStore store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        await using var server = await cluster.StartServerAsync(store, BusyStore);

        var stopped = await new Scenario(clients, server).RunAsync<Stopped>("crashes", "stoppedWhileTyping");

        Assert.Equal(0, stopped.ExitCode);
        Assert.All(stopped.Closes, code => Assert.Equal(1012, code));
        Assert.DoesNotContain(0, stopped.Acknowledged);
        Assert.Empty(stopped.Lost);
        Assert.Empty(stopped.Unseen);
        Replica.AssertAllEqual(stopped.Replicas);
    }

    /// <param name="Acknowledged">For each client the clock up to which it was told that its blocks are durable.</param>
    /// <param name="Lost">What was acknowledged and not there after the next start.</param>
    private sealed record Round(int[] Acknowledged, string[] Lost);

    private sealed record Survived(Round[] Rounds, Dictionary<string, Replica> Replicas);

    /// <param name="Closes">For each client the code that its first connection was closed with.</param>
    /// <param name="Unseen">What somebody else had seen and was not there after the next start.</param>
    private sealed record Stopped(
        int ExitCode, int[] Closes, int[] Acknowledged, string[] Lost, string[] Unseen, Dictionary<string, Replica> Replicas);
}
