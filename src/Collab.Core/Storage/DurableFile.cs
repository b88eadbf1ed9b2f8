using Collab.Core.Storage.FileStore;

namespace Collab.Core.Storage;

/// <summary>Writes whole files that are on the disk when the call returns.</summary>
/// <remarks>The base library's own flush returns as if all were well when the disk refuses.</remarks>
public static class DurableFile
{
    private const string TemporaryExtension = ".tmp";

    /// <summary>Puts a file in place, or replaces one: after a crash there is the old one or the new one, whole.</summary>
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

        NativeSync.SyncDirectory(Path.GetDirectoryName(full)!);
    }
}
