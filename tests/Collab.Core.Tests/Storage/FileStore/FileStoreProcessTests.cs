namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>A real process on a real disk, killed or failed at each of its system calls: F4 and F5; in order: T4; and beside
/// another one: F8.</summary>
/// <remarks>By default some calls of each kind are tried, with COLLAB_LONG=1 every one.</remarks>
public sealed class FileStoreProcessTests
{
    private const string Changing = "openat,pwrite64,fdatasync,fsync,rename,unlink,ftruncate,mkdir";

    // The highest number that strace takes.
    private const int NeverMet = 65_535;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F4_killed_at_any_system_call_a_process_leaves_all_that_it_acknowledged() => await ForEachCallAsync(
        triedOfEach: 2,
        [.. Changing.Split(',').Select(call => (call, "signal=SIGKILL"))]);

    [Fact]
    public async Task F5_an_error_of_any_system_call_costs_nothing_that_was_acknowledged() => await ForEachCallAsync(
        triedOfEach: 2,
        ("pwrite64", "error=EIO"), ("pwrite64", "error=ENOSPC"), ("fdatasync", "error=EIO"), ("fsync", "error=EIO"),
        ("rename", "error=EIO"), ("openat", "error=EIO"), ("openat", "error=ENOSPC"), ("unlink", "error=EIO"));

    [Fact]
    public async Task T4_nothing_is_acknowledged_before_its_sync_returned()
    {
        StoreScript.SkipWithoutStrace();
        using var script = new StoreScript();

        var trace = await script.TraceAsync("openat,pwrite64,fdatasync,fsync,rename,write");

        var order = new SyncOrder();
        foreach (var line in trace)
        {
            order.Take(line);
        }

        Assert.Equal((8, 5), (order.Appends, order.Checkpoints));
    }

    [Fact]
    public async Task F8_a_second_process_is_refused_until_the_first_is_dead()
    {
        using var directory = new TemporaryDirectory();
        using var first = StoreScript.Start("hold", directory.Path);
        Assert.Equal("open", await first.StandardOutput.ReadLineAsync(Cancellation));
        using var second = StoreScript.Start("hold", directory.Path);

        var refusal = await second.StandardOutput.ReadLineAsync(Cancellation);

        Assert.Contains($"process {first.Id}", refusal, StringComparison.Ordinal);
        await second.WaitForExitAsync(Cancellation);
        Assert.Equal(3, second.ExitCode);

        first.Kill();
        await first.WaitForExitAsync(Cancellation);
        using var third = StoreScript.Start("hold", directory.Path);
        Assert.Equal("open", await third.StandardOutput.ReadLineAsync(Cancellation));
        third.StandardInput.Close();
        await third.WaitForExitAsync(Cancellation);
        Assert.Equal(0, third.ExitCode);
    }

    /// <summary>Runs the script once for each call of some kinds on the store's paths.</summary>
    /// <param name="triedOfEach">How many of a kind, evenly spread, where not all are.</param>
    /// <param name="faults">System calls, and what is done to the n-th of them.</param>
    private static async Task ForEachCallAsync(int triedOfEach, params (string Call, string What)[] faults)
    {
        StoreScript.SkipWithoutStrace();
        using var script = new StoreScript();
        await script.TraceAsync(Changing);
        var (all, _) = await script.InjectAsync(Changing, "error=EIO", NeverMet);
        Assert.Null(script.Check(all));
        var counts = script.CountTraced();
        Assert.InRange(counts.Values.Sum(), 100, 1000);
        foreach (var (call, what) in faults.Where(fault => counts.ContainsKey(fault.Call)))
        {
            var count = counts[call];
            var step = IsLong ? 1 : Math.Max(1, count / triedOfEach);
            for (var n = IsLong ? 1 : 1 + (step / 2); n <= count; n += step)
            {
                var (lines, injected) = await script.InjectAsync(call, what, n);
                Assert.True(injected, $"{call} {n} of {count} was not met");
                var wrong = script.Check(lines);
                Assert.True(wrong is null, $"{what} at {call} {n}: {wrong}");
            }
        }
    }

    /// <summary>Reads a trace line by line: what is written before an acknowledgement must be synced before it too.</summary>
    private sealed class SyncOrder
    {
        private bool _unsynced;
        private bool _unsyncedName;
        private bool _wrote;

        public int Appends { get; private set; }

        public int Checkpoints { get; private set; }

        public void Take(string line)
        {
            var succeeded = line.Contains(" = 0", StringComparison.Ordinal);
            if (line.Contains(" pwrite64(", StringComparison.Ordinal))
            {
                _unsynced = _wrote = true;
            }
            else if (line.Contains(" fdatasync(", StringComparison.Ordinal) && succeeded)
            {
                _unsynced = false;
            }
            else if (line.Contains(" rename(", StringComparison.Ordinal) && succeeded)
            {
                Assert.False(_unsynced, $"renamed before it was synced: {line}");
                _unsyncedName = true;
            }
            else if (line.Contains(" fsync(", StringComparison.Ordinal) && succeeded)
            {
                _unsyncedName = false;
            }
            else if (line.Contains("\"try ", StringComparison.Ordinal))
            {
                _wrote = false;
            }
            else if (line.Contains("\"done ", StringComparison.Ordinal))
            {
                Assert.True(_wrote && !_unsynced && !_unsyncedName, $"acknowledged before it was synced: {line}");
                Appends += line.Contains("append", StringComparison.Ordinal) ? 1 : 0;
                Checkpoints += line.Contains("compact", StringComparison.Ordinal) ? 1 : 0;
            }
        }
    }
}
