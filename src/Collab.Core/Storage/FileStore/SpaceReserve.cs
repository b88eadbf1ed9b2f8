namespace Collab.Core.Storage.FileStore;

/// <summary>A file that does nothing but take up space, to be given up when the disk is full: so that checkpoints and deletions,
/// which make room, can be written.</summary>
/// <remarks>It never takes more than it leaves, and nothing waits for it: on a disk that is nearly full it is small, or
/// not there at all, and updates are appended as long as there is room. May be used by several threads at once.</remarks>
internal sealed class SpaceReserve(IStoreFiles files, long bytes)
{
    public const string Path = "reserve";

    // Of the whole disk; so that a small one is not mostly reserve.
    private const int Share = 32;
    private const int ChunkBytes = 1 << 16;

    private readonly Lock _lock = new();
    private bool _isHeld;
    private bool _isGivenUp;
    private int _users;

    /// <summary>How long the file is where there is room.</summary>
    public long Length { get; } = Math.Min(bytes, files.Capacity / Share / ChunkBytes * ChunkBytes);

    /// <summary>Whether it was given up since it was last held: the disk was full.</summary>
    public bool IsGivenUp
    {
        get
        {
            lock (_lock)
            {
                return _isGivenUp;
            }
        }
    }

    /// <summary>Takes up what is missing of its length, as long as that leaves as much.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            if (_users > 0)
            {
                return;
            }

            _isGivenUp = false;
            try
            {
                _isHeld = Length > 0 && TryFill();
            }
            catch (Exception failure) when (StorageFailure.Is(failure))
            {
                _isHeld = false;
                StorageFailure.Ignore(() => files.Delete(Path));
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
        catch (Exception failure) when (StorageFailure.IsDiskFull(failure) && TryGiveUp())
        {
            try
            {
                action();
            }
            finally
            {
                lock (_lock)
                {
                    _users--;
                }
            }
        }
    }

    /// <summary>Gives it up to one more user, until whose end it is not made again.</summary>
    private bool TryGiveUp()
    {
        lock (_lock)
        {
            if (!_isHeld && _users == 0)
            {
                return false;
            }

            files.Delete(Path);
            _isHeld = false;
            _isGivenUp = true;
            _users++;
            return true;
        }
    }

    /// <returns>Whether there is a file that takes up anything.</returns>
    private bool TryFill()
    {
        using var there = TryOpen();
        var held = there?.Length ?? 0;
        if (held > Length)
        {
            there!.Truncate(Length);
            held = Length;
        }

        // Never the last of the space: it is for updates.
        var end = Math.Min(Length, (files.FreeSpace + held) / 2 / ChunkBytes * ChunkBytes);
        if (end <= held)
        {
            return held > 0;
        }

        using var created = there is null ? files.Create(Path) : null;
        var chunk = CreateChunk();
        for (var offset = held; offset < end; offset += chunk.Length)
        {
            (there ?? created)!.Write(chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - offset)), offset);
        }

        return true;
    }

    /// <summary>Makes bytes that no file system can compress away (xorshift).</summary>
    private static byte[] CreateChunk()
    {
        var chunk = new byte[ChunkBytes];
        var state = 0x9E3779B97F4A7C15;
        for (var i = 0; i < chunk.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            chunk[i] = (byte)state;
        }

        return chunk;
    }

    private IStoreFile? TryOpen()
    {
        try
        {
            return files.Open(Path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
