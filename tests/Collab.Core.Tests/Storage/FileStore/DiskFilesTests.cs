using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>What only the machine's own file system can show.</summary>
public sealed class DiskFilesTests
{
    [Fact]
    public async Task A_second_opener_is_refused_and_told_who_has_the_store()
    {
        using var directory = new TemporaryDirectory();
        await using (Open(directory))
        {
            var refusal = Assert.Throws<StoreUnavailableException>(() => Open(directory));

            Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(directory.Path, refusal.Message, StringComparison.Ordinal);
        }

        await using var again = Open(directory);
    }

    [Fact]
    public void A_sync_that_fails_throws()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("a descriptor that cannot be synced is at hand on Linux only");
        }

        // A device refuses fdatasync with EINVAL; the base library's own flush would say nothing.
        using var device = new DiskFile(File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write), "/dev/null");

        Assert.Throws<IOException>(device.Sync);
    }

    [Fact]
    public void Syncing_a_directory_works_and_a_missing_one_throws()
    {
        using var directory = new TemporaryDirectory();
        var files = new DiskFiles(directory.Path);

        files.SyncDirectory("");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Throws<IOException>(() => files.SyncDirectory("missing"));
        }
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_told_at_once()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "file");
        File.WriteAllText(file, "");

        Assert.Throws<StoreUnavailableException>(() => FileDocumentStore.Open(
            new FileStoreOptions { Directory = Path.Combine(file, "below") },
            TimeProvider.System,
            NullLogger<FileDocumentStore>.Instance));
    }

    private static FileDocumentStore Open(TemporaryDirectory directory) => FileDocumentStore.Open(
        new FileStoreOptions { Directory = directory.Path },
        TimeProvider.System,
        NullLogger<FileDocumentStore>.Instance);
}
