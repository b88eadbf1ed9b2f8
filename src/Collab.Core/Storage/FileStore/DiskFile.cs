using Microsoft.Win32.SafeHandles;

namespace Collab.Core.Storage.FileStore;

/// <summary>A file on a disk.</summary>
internal sealed class DiskFile(SafeFileHandle handle, string path) : IStoreFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> buffer, long offset)
    {
        var read = 0;
        while (read < buffer.Length)
        {
            var more = RandomAccess.Read(handle, buffer[read..], offset + read);
            if (more == 0)
            {
                break;
            }

            read += more;
        }

        return read;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    public void Truncate(long length) => RandomAccess.SetLength(handle, length);

    public void Sync() => NativeSync.SyncFile(handle, path);

    public void Dispose() => handle.Dispose();
}
