using System.Diagnostics;
using System.Text;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>F7: a full disk costs nothing that was acknowledged, and is over when there is room again.</summary>
public sealed class FileStoreFullDiskTests
{
    private static readonly DocumentName Board = new("board");
    private static readonly DocumentName Page = new("page");
    private static readonly Guid Writer = new("00000000-0000-0000-0000-000000000001");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void On_a_full_disk_documents_load_and_checkpoints_are_written_until_appends_go_on()
    {
        var history = OpenFull();
        var failed = history.Append(history.CreateBatch(Writer, (Board, 1)));
        Assert.Single(failed);
        Assert.Equal(20, history.Load(Board).Count);
        Assert.True(history.TryCompact(Board, 0));
        Assert.Equal(20, history.Load(Board).Count);

        history.Disk.Empty();
        Assert.Empty(history.Repeat(failed));
        history.Verify();
        Assert.Contains(SpaceReserve.Path, history.Disk.Files);
    }

    [Fact]
    public void A_store_opens_on_a_full_disk_and_goes_on_without_another_start()
    {
        var history = OpenFull();
        Assert.Single(history.Append(history.CreateBatch(Guid.NewGuid(), (Board, 1))));
        for (var start = 0; start < 3; start++)
        {
            history.Disk.KillProcess();
            history.Disk.Fill();
            Assert.True(history.TryOpen());
            Assert.Equal(20, history.Load(Board).Count);
        }

        // Not even the reserve is there any more.
        Assert.DoesNotContain(SpaceReserve.Path, history.Disk.Files);
        var failed = history.Append(history.CreateBatch(Writer, (Board, 1)));
        Assert.Single(failed);
        history.Disk.Empty();
        Assert.Empty(history.Repeat(failed));
        history.Verify();
        history.Disk.LosePower();
        Assert.True(history.TryOpen());
        history.Verify();
    }

    [Fact]
    public void A_checkpoint_on_a_full_disk_makes_room_by_the_log_that_it_replaces()
    {
        var history = OpenFull();
        Assert.Single(history.Append(history.CreateBatch(Guid.NewGuid(), (Page, 1))));
        var logs = Logs(history);

        Assert.True(history.TryCompact(Board, 0));
        history.Time.Advance(TimeSpan.FromSeconds(1));
        history.Append(history.CreateBatch(Guid.NewGuid(), (Page, 1)));

        // What was kept of older checkpoints goes first: writing on matters more.
        Assert.InRange(Logs(history), 1, logs / 2);
        Assert.Equal(20, history.Load(Board).Count);
    }

    [Fact]
    public void A_document_can_be_deleted_on_a_full_disk()
    {
        var history = OpenFull();
        Assert.Single(history.Append(history.CreateBatch(Guid.NewGuid(), (Page, 1))));

        Assert.True(history.TryDelete(Board));

        history.Close();
        Assert.True(history.TryOpen());
        Assert.Empty(history.Load(Board));
    }

    [Fact]
    public void A_disk_with_less_room_than_the_reserve_wants_takes_updates_all_the_same()
    {
        const int Free = 200_000;
        var history = OpenFull();
        history.Close();
        history.Disk.Delete(SpaceReserve.Path);
        history.Disk.Fill(but: Free);
        Assert.True(history.TryOpen());
        Assert.InRange(history.Disk[SpaceReserve.Path].Length, 1, Free / 2);

        var saved = 0;
        while (history.Append(history.CreateBatch(Guid.NewGuid(), (Board, 10))).Count == 0)
        {
            saved++;
            Assert.InRange(saved, 1, Free);
        }

        Assert.True(history.Disk.HasBeenFull);
        Assert.InRange(saved, Free / 4 / 500, Free);
        history.Disk.Empty();
        history.Time.Advance(TimeSpan.FromSeconds(1));
        history.Verify();
    }

    [Fact]
    public async Task F7_a_real_disk_of_4_MiB_fills_up_and_gets_room_again()
    {
        using var mount = new TemporaryDirectory();
        Mount(mount.Path);
        try
        {
            await FillAndEmptyAsync(mount.Path);
        }
        finally
        {
            Run("umount", mount.Path);
        }
    }

    private static async Task FillAndEmptyAsync(string disk)
    {
        var options = new FileStoreOptions
        {
            Directory = Path.Combine(disk, "store"),
            SegmentBytes = 64 << 10,
            RetryDelay = TimeSpan.Zero,
        };
        var filler = Path.Combine(disk, "filler");
        await File.WriteAllBytesAsync(filler, new byte[2 << 20], Cancellation);
        var acknowledged = 0;
        var number = 0L;
        await using (var store = Open(options))
        {
            while (await TryAppendAsync(store, ++number))
            {
                acknowledged++;
            }

            Assert.InRange(acknowledged, 50, 2000);
            await AssertHoldsAsync(store, acknowledged);
            Assert.False(await TryAppendAsync(store, number));
        }

        await using (var store = Open(options))
        {
            await AssertHoldsAsync(store, acknowledged);
            Assert.True(await store.CompactAsync(
                Board, new Checkpoint(acknowledged, "state"u8.ToArray()), Cancellation));
            var stored = await store.LoadAsync(Board, Cancellation);
            Assert.Equal((acknowledged, 0), (stored!.Checkpoint!.Sequence, stored.Updates.Count));

            File.Delete(filler);
            Assert.True(await TryAppendAsync(store, number));
            Assert.Equal(acknowledged + 1, (await store.LoadAsync(Board, Cancellation))!.Sequence);
        }
    }

    private static async Task AssertHoldsAsync(FileDocumentStore store, int updates)
    {
        var stored = await store.LoadAsync(Board, Cancellation);
        Assert.Equal(updates, stored!.Updates.Count);
        for (var i = 0; i < updates; i++)
        {
            Assert.StartsWith($"{i + 1};", Encoding.UTF8.GetString(stored.Updates[i].Span), StringComparison.Ordinal);
        }
    }

    private static async Task<bool> TryAppendAsync(FileDocumentStore store, long number)
    {
        var update = new byte[10_000];
        Encoding.UTF8.GetBytes($"{number};", update);
        try
        {
            await store.AppendAsync(
                new AppendBatch(new CommitId(Writer, number), [new DocumentUpdates(Board, [update])]), Cancellation);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static FileDocumentStore Open(FileStoreOptions options) =>
        FileDocumentStore.Open(options, TimeProvider.System, NullLogger<FileDocumentStore>.Instance);

    private static void Mount(string directory)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a small disk can be made on Linux only");
        Assert.SkipUnless(
            Run("mount", "-t", "tmpfs", "-o", "size=4m", "none", directory), "a small disk needs the right to mount one");
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>A store with 20 updates of the board in many segments, on a disk that is full since.</summary>
    private static FileStoreHistory OpenFull()
    {
        var disk = new SimulatedDisk { Capacity = 4 << 20 };
        var history = new FileStoreHistory(disk, new FileStoreOptions { SegmentBytes = 300 });
        Assert.True(history.TryOpen());
        for (var i = 0; i < 20; i++)
        {
            Assert.Empty(history.Append(history.CreateBatch(Writer, (Board, 1))));
        }

        Assert.Equal(128 << 10, disk[SpaceReserve.Path].Length);
        disk.Fill();
        return history;
    }

    private static int Logs(FileStoreHistory history) =>
        history.Disk.Files.Count(file => file.EndsWith(".log", StringComparison.Ordinal));
}
