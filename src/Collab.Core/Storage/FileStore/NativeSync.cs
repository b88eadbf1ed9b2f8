using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collab.Core.Storage.FileStore;

/// <summary>Flushes files and directories to the disk, and tells when that failed.</summary>
/// <remarks>
/// On Unix the base library's own flush must not be used: RandomAccess.FlushToDisk and FileStream.Flush(true) return as
/// if all were
/// well when fsync fails. On macOS fsync leaves data in the drive's cache; F_FULLFSYNC does not.
/// </remarks>
internal static partial class NativeSync
{
    private const int Eintr = 4;
    private const int Einval = 22;
    private const int FullFsync = 51;
    private const int ReadOnly = 0;
    private const int CloseOnExecLinux = 0x80000;
    private const int CloseOnExecMac = 0x1000000;

    /// <exception cref="IOException">The kernel reports that data did not reach the disk.</exception>
    public static void SyncFile(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (OperatingSystem.IsMacOS())
        {
            Retry(() => FileControl(file, FullFsync), "F_FULLFSYNC", path);
        }
        else
        {
            Retry(() => FdataSync(file), "fdatasync", path);
        }
    }

    /// <summary>Makes the names in a directory durable. Windows has no such call: NTFS journals them in
    /// order.</summary>
    /// <exception cref="IOException">The kernel reports that names did not reach the disk.</exception>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Opening read-only is all that a directory allows; File.OpenHandle refuses it.
        var descriptor = Retry(
            () => OpenDescriptor(path, ReadOnly | (OperatingSystem.IsMacOS() ? CloseOnExecMac : CloseOnExecLinux)),
            "open",
            path);
        using var directory = new SafeFileHandle(descriptor, ownsHandle: true);
        if (OperatingSystem.IsMacOS())
        {
            Retry(() => FileControl(directory, FullFsync), "F_FULLFSYNC", path);
        }
        else
        {
            Retry(() => Fsync(directory), "fsync", path, ignored: Einval);
        }
    }

    private static int Retry(Func<int> call, string name, string path, int ignored = 0)
    {
        while (true)
        {
            var result = call();
            if (result >= 0)
            {
                return result;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == ignored && ignored != 0)
            {
                return 0;
            }

            if (error != Eintr)
            {
                // As the base library does: the error's number tells a full disk.
                throw new IOException($"{name} of '{path}' failed: {Marshal.GetPInvokeErrorMessage(error)}", error);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FdataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeFileHandle file, int command);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);
}
