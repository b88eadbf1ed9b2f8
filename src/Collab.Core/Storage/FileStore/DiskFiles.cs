using System.Globalization;

namespace Collab.Core.Storage.FileStore;

/// <summary>The file system of the machine: the only code of the store that touches it.</summary>
internal sealed class DiskFiles(string root) : IStoreFiles
{
    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    private readonly string _root = Path.GetFullPath(root);

    public long Capacity => Ask(drive => drive.TotalSize);

    public long FreeSpace => Ask(drive => drive.AvailableFreeSpace);

    public IDisposable Lock(string path)
    {
        DurableFiles.CreateDirectory(_root);
        FileStream held;
        try
        {
            // Only FileShare.None excludes a second process on Unix; with any other share both would get in.
            held = new FileStream(Resolve(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new StoreUnavailableException(
                $"the store in '{_root}' cannot be locked; {DescribeOwner(Resolve(path))} opened it last: {failure.Message}",
                failure);
        }

        // For people. The lock itself is the kernel's and ends with the process; it cannot be read, so this is another
        // file.
        // A full disk is no reason to do without the store.
        StorageFailure.Ignore(() => File.WriteAllText(OwnerOf(Resolve(path)), DescribeProcess()));
        return held;
    }

    public Guid NewIdentity() => Guid.NewGuid();

    public IReadOnlyList<StoreFileInfo> List(string directory)
    {
        var path = new DirectoryInfo(Resolve(directory));
        return path.Exists
            ? [.. path.EnumerateFileSystemInfos().Select(info => new StoreFileInfo(info.Name, info is DirectoryInfo))]
            : [];
    }

    public void CreateDirectory(string path) => Directory.CreateDirectory(Resolve(path));

    public IStoreFile Create(string path)
    {
        var file = Resolve(path);
        return new DiskFile(
            File.OpenHandle(file, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete), file);
    }

    public IStoreFile Open(string path)
    {
        var file = Resolve(path);
        return new DiskFile(
            File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), file);
    }

    public void Move(string from, string to) => File.Move(Resolve(from), Resolve(to), overwrite: true);

    public void Delete(string path) => File.Delete(Resolve(path));

    public void SyncDirectory(string path) => NativeSync.SyncDirectory(Resolve(path));

    /// <summary>Names the process that last took a lock, by what it wrote beside the lock file.</summary>
    public static string DescribeOwner(string lockFile)
    {
        try
        {
            return File.ReadAllText(OwnerOf(lockFile));
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            return "an unknown process";
        }
    }

    private static string OwnerOf(string lockFile) => lockFile + ".owner";

    private static string DescribeProcess()
    {
        var boot = File.Exists(BootIdPath) ? File.ReadAllText(BootIdPath).Trim() : "unknown";
        return string.Create(
            CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}, boot {boot}");
    }

    private long Ask(Func<DriveInfo, long> question)
    {
        try
        {
            return question(new DriveInfo(_root));
        }
        catch (Exception unknown) when (unknown is ArgumentException || StorageFailure.Is(unknown))
        {
            return 0;
        }
    }

    private string Resolve(string path) => Path.Combine(_root, path);
}
