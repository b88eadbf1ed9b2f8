namespace Collab.Core.Storage.FileStore;

/// <summary>A file that does nothing but take up space, to be given up when the disk is full: so that checkpoints and deletions,
/// which make room, can be written.</summary>
/// <remarks>While it is given up nothing may be appended, or updates would eat what it freed. May be used by several threads at
/// once.</remarks>
internal sealed class SpaceReserve(IStoreFiles files, long bytes)
{
    public const string Path = "reserve";

    // Of the whole disk; so that a small one is not mostly reserve.
    private const int Share = 32;
    private const int ChunkBytes = 1 << 16;

    private readonly Lock _lock = new();
    private bool _isHeld;

    /// <summary>How long the file is.</summary>
    public long Length { get; } = Math.Min(bytes, files.Capacity / Share / ChunkBytes * ChunkBytes);

    /// <summary>Takes the space up, if it is not.</summary>
    /// <returns>False if the disk has not as much.</returns>
    public bool TryHold()
    {
        lock (_lock)
        {
            try
            {
                if (!_isHeld && Length > 0)
                {
                    Fill();
                }

                return _isHeld = true;
            }
            catch (Exception failure) when (StorageFailure.Is(failure))
            {
                StorageFailure.Ignore(() => files.Delete(Path));
                return false;
            }
        }
    }

    /// <summary>Does something that makes room in the end, with the reserve given up if the disk is too full for it.</summary>
    public void Use(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (StorageFailure.IsDiskFull(failure) && TryRelease())
        {
            action();
        }
    }

    private bool TryRelease()
    {
        lock (_lock)
        {
            if (!_isHeld || Length == 0)
            {
                return false;
            }

            _isHeld = false;
            files.Delete(Path);
            return true;
        }
    }

    private void Fill()
    {
        using var file = OpenOrCreate();
        if (file.Length == Length)
        {
            return;
        }

        // Bytes that no file system can compress away (xorshift).
        var chunk = new byte[ChunkBytes];
        var state = 0x9E3779B97F4A7C15;
        for (var i = 0; i < chunk.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            chunk[i] = (byte)state;
        }

        for (var offset = 0L; offset < Length; offset += chunk.Length)
        {
            file.Write(chunk.AsSpan(0, (int)Math.Min(chunk.Length, Length - offset)), offset);
        }

        file.Truncate(Length);
    }

    private IStoreFile OpenOrCreate()
    {
        try
        {
            return files.Open(Path);
        }
        catch (FileNotFoundException)
        {
            return files.Create(Path);
        }
    }
}
