using Collab.Core.Storage.FileStore;

namespace Collab.Core.Storage;

/// <summary>Writes whole files so that they are on the disk, or an exception says that they may not be.</summary>
/// <remarks>The base library's own flush returns as if all were well when the disk refuses.</remarks>
public static class DurableFiles
{
    private const string TemporaryExtension = ".tmp";

    /// <summary>Creates a directory and makes its name durable; no failure if it is there.</summary>
    public static void CreateDirectory(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Directory.Exists(full) && Path.GetDirectoryName(full) is { } parent)
        {
            Directory.CreateDirectory(full);
            NativeSync.SyncDirectory(parent);
        }
    }

    /// <summary>Puts a file in place, or replaces one: after a crash there is the old one or the new one, whole. That it is
    /// the new one is certain after <see cref="SyncDirectory"/>.</summary>
    /// <exception cref="IOException">It is not known which of both is there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var full = Path.GetFullPath(path);
        var temporary = full + TemporaryExtension;
        try
        {
            using (var file = new DiskFile(
                File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, FileShare.None), temporary))
            {
                file.Write(content, 0);
                file.Sync();
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            StorageFailure.Ignore(() => File.Delete(temporary));
            throw;
        }
    }

    /// <summary>Returns when the names in a directory are durable.</summary>
    /// <exception cref="IOException">They may not be.</exception>
    public static void SyncDirectory(string path) => NativeSync.SyncDirectory(Path.GetFullPath(path));
}
