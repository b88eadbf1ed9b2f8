using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Collab.Core.Storage.FileStore;

/// <summary>Where and how a <see cref="FileDocumentStore"/> keeps documents.</summary>
public sealed class FileStoreOptions
{
    /// <summary>The directory that holds the store and nothing else; made if it is not there. No default.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>Bytes after which the log goes on in a new segment; one commit may go past it. Default 64
    /// MiB.</summary>
    [Range(64 << 10, 512 << 20)]
    public int SegmentBytes { get; set; } = 64 << 20;

    /// <summary>Bytes of updates after which commits that wait are left to the next group. Default 4 MiB.</summary>
    [Range(4 << 10, 64 << 20)]
    public int GroupBytes { get; set; } = 4 << 20;

    /// <summary>Least time from the beginning of one commit to that of the next: what comes meanwhile shares the next. The first
    /// updates after a rest do not wait. Default 2 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "TimeSpan's converter is in the base library.")]
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Commits that may wait; a caller past it waits to get into the queue. Default 1,024.</summary>
    [Range(1, 1 << 16)]
    public int QueueLength { get; set; } = 1024;

    /// <summary>Time after a failed write during which appends fail at once, before the disk is tried again. Default 1
    /// s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "TimeSpan's converter is in the base library.")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Time for which a replaced checkpoint is kept, with all log after it, for when the newest one cannot be read. Zero
    /// keeps nothing. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "TimeSpan's converter is in the base library.")]
    public TimeSpan KeepReplacedFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Bytes of log, a document, that are kept for a replaced checkpoint alone; once there are more, the next checkpoint
    /// lets the newest one take its place. Default 16 MiB.</summary>
    [Range(0L, 1L << 40)]
    public long KeepReplacedBytes { get; set; } = 16 << 20;

    /// <summary>Bytes that a file takes up for when the disk is full, so that checkpoints can still be written and make room. No
    /// more than a 32nd of the disk is taken. Default 16 MiB; 0 for none.</summary>
    [Range(0, 1 << 30)]
    public int ReserveBytes { get; set; } = 16 << 20;
}
