using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>One script of appends, checkpoints, a deletion and new segments, in which each call to the disk fails in
/// turn.</summary>
public sealed class FileStoreFaultTests
{
    private static readonly DocumentName Board = new("board");
    private static readonly DocumentName Page = new("page");
    private static readonly Guid Writer = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid OtherWriter = new("00000000-0000-0000-0000-000000000002");

    [Fact]
    public void A_failing_call_costs_the_appends_it_meets_and_nothing_else() =>
        ForEachCall(SimulatedFault.InputOutputError, (history, failed) =>
        {
            failed = history.Repeat(failed);
            Assert.Empty(failed);
            history.Verify();
            history.Close();
        });

    [Fact]
    public void A_full_disk_stops_appends_until_there_is_room_without_a_restart() =>
        ForEachCall(SimulatedFault.DiskFull, (history, failed) =>
        {
            failed = history.Append(history.CreateBatch(Writer, (Board, 1)));
            Assert.NotEmpty(failed);
            history.Disk.Heal();
            Assert.Empty(history.Repeat(failed));
            history.Verify();
            history.Close();
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_process_that_died_at_any_call_and_then_lost_its_machine_kept_all_that_was_acknowledged(int seed) =>
        ForEachCall(SimulatedFault.ProcessDeath, (history, _) => history.Disk.KillProcess(), seed);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Power_lost_at_any_call_costs_nothing_that_was_acknowledged(int seed) =>
        ForEachCall(SimulatedFault.PowerLoss, (history, _) => history.Disk.LosePower(), seed);

    [Fact]
    public void Appends_within_the_retry_delay_fail_without_touching_the_disk()
    {
        var history = new FileStoreHistory(new SimulatedDisk(), new FileStoreOptions());
        Assert.True(history.TryOpen());
        history.Disk.FailAfter(1, SimulatedFault.InputOutputError);
        var failed = history.Append(history.CreateBatch(Writer, (Board, 1)));
        Assert.Single(failed);
        var calls = history.Disk.Calls;

        Assert.Single(history.Append(history.CreateBatch(OtherWriter, (Page, 1))));

        Assert.Equal(calls, history.Disk.Calls);
        Assert.Empty(history.Repeat(failed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void After_a_failed_write_or_sync_the_file_is_never_written_again(int failingCall)
    {
        var history = new FileStoreHistory(new SimulatedDisk(), new FileStoreOptions());
        Assert.True(history.TryOpen());
        Assert.Empty(history.Append(history.CreateBatch(Writer, (Board, 1))));
        var before = history.Disk.Files.Single(file => file.EndsWith(".log", StringComparison.Ordinal));
        var bytes = history.Disk[before];
        history.Disk.FailAfter(failingCall, SimulatedFault.InputOutputError);
        var failed = history.Append(history.CreateBatch(Writer, (Board, 1)));

        Assert.Empty(history.Repeat(failed));

        Assert.Equal(bytes, history.Disk[before]);
        Assert.Equal(2, history.Disk.Files.Count(file => file.EndsWith(".log", StringComparison.Ordinal)));
        history.Verify();
    }

    [Fact]
    public void Stored_documents_load_and_compact_while_appends_fail()
    {
        var history = new FileStoreHistory(new SimulatedDisk(), new FileStoreOptions());
        Assert.True(history.TryOpen());
        Assert.Empty(history.Append(history.CreateBatch(Writer, (Board, 3))));
        history.Disk.FailAfter(1, SimulatedFault.InputOutputError);
        Assert.NotEmpty(history.Append(history.CreateBatch(Writer, (Board, 1))));

        Assert.True(history.TryCompact(Board, 1));

        var stored = history.Pump.Run(() => history.Store.LoadAsync(Board, CancellationToken.None));
        Assert.Equal((2, 3), (stored!.Checkpoint!.Sequence, stored.Sequence));
    }

    /// <summary>Runs the script once for each of its calls to the disk, and opens what is left twice, the second time
    /// after
    /// a loss of power: what the first opening relied on must have been durable.</summary>
    private static void ForEachCall(
        SimulatedFault fault, Action<FileStoreHistory, List<AppendBatch>> afterwards, int seed = 0)
    {
        var clean = CreateHistory(seed);
        Assert.True(clean.TryOpen());
        var opened = clean.Disk.Calls;
        RunScript(clean);
        var calls = clean.Disk.Calls - opened;
        Assert.InRange(calls, 50, 1000);

        for (var call = 0; call < calls; call++)
        {
            var history = CreateHistory(seed + (1000 * call));
            Assert.True(history.TryOpen());
            history.Disk.FailAfter(call, fault);
            afterwards(history, RunScript(history));
            Assert.True(history.TryOpen());
            history.Verify();
            history.Disk.LosePower();
            Assert.True(history.TryOpen());
            history.Verify();
            Assert.Empty(history.Append(history.CreateBatch(Guid.NewGuid(), (Board, 1), (Page, 1))));
            history.Verify();
        }
    }

    private static FileStoreHistory CreateHistory(int seed) =>
        new(new SimulatedDisk(seed), new FileStoreOptions { SegmentBytes = 500 });

    /// <returns>What has to be appended again.</returns>
    private static List<AppendBatch> RunScript(FileStoreHistory history)
    {
        List<AppendBatch> failed = [];
        Append((Board, 2), (Page, 1));
        Append((Board, 1));
        history.TryCompact(Board, 1);
        Append((Page, 3));
        Append((Board, 2));
        history.TryCompact(Page, 0);
        history.TryCompact(Board, 0);
        Append((Board, 1), (Page, 1));
        history.TryDelete(Page);
        Append((Page, 2));
        Append((Board, 4));
        history.TryCompact(Board, 0);
        history.TryCompact(Page, 1);
        Append((Board, 1));
        return failed;

        void Append(params (DocumentName Document, int Updates)[] documents) => failed = failed.Count > 0
            ? history.Repeat(failed)
            : history.Append(history.CreateBatch(Writer, documents), history.CreateBatch(OtherWriter, documents));
    }
}
