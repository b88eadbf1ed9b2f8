namespace Collab.Core.Storage.FileStore;

/// <summary>A file that is nowhere but in memory; closing it keeps its content.</summary>
internal sealed class MemoryFile : IStoreFile
{
    private byte[] _bytes = [];

    public long Length { get; private set; }

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        _bytes.AsSpan((int)Math.Min(offset, Length), count).CopyTo(buffer);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var end = checked((int)offset + bytes.Length);
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(end, 2 * _bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan((int)offset));
        Length = Math.Max(Length, end);
    }

    public void Truncate(long length)
    {
        Array.Resize(ref _bytes, (int)length);
        Length = length;
    }

    public void Sync()
    {
        // There is nothing under it that could be behind.
    }

    public void Dispose()
    {
        // Whoever opens the file again finds what was written.
    }
}
