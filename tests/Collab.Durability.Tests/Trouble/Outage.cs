namespace Collab.Durability.Tests.Trouble;

/// <summary>Takes a server's store away, and gives it back when it is disposed of.</summary>
internal sealed class Outage(Func<ValueTask> end) : IAsyncDisposable
{
    private bool _ended;

    /// <summary>PostgreSQL is killed: connections break, and new ones are refused.</summary>
    public static async Task<Outage> OfAsync(PostgresCluster cluster)
    {
        await cluster.StopImmediateAsync();
        return new Outage(() => new ValueTask(cluster.StartAsync()));
    }

    /// <summary>The disk is full: every write into a file at a place fails, until there is room again.</summary>
    public static async Task<Outage> OfDiskAsync(ServerProcess server)
    {
        var strace = await Strace.AttachAsync(
            server.ProcessId,
            "-o", "/dev/null", "-e", "signal=none", "-e", "trace=pwrite64,pwritev",
            "-e", "inject=pwrite64,pwritev:error=ENOSPC");
        return new Outage(strace.DisposeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await end();
        }
    }
}
