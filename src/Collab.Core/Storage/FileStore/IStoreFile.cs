namespace Collab.Core.Storage.FileStore;

/// <summary>One open file; all methods block.</summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    /// <returns>The bytes read.</returns>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all bytes. When it throws, any part of them may have been written.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    void Truncate(long length);

    /// <summary>Returns when all bytes written, and the file's length, are on the disk.</summary>
    /// <remarks>After a failure nothing is known of what was written since the last sync, and another try would
    /// succeed without writing it: the kernel has forgotten those pages. Never call it again on the same
    /// bytes.</remarks>
    void Sync();
}
