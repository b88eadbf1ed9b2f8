namespace Collab.Core.Storage.FileStore;

/// <summary>One file of the log.</summary>
internal sealed class Segment(SegmentIdentity identity, long length)
{
    public const string Directory = "log";
    public const string Extension = ".log";

    public SegmentIdentity Identity { get; } = identity;

    public long Number => Identity.Number;

    public string Path => PathOf(Number);

    /// <summary>How many bytes count: headers and frames that are durable.</summary>
    public long Length { get; set; } = length;

    /// <summary>Where a frame ends that follows those that count: it was found at start, reads well and may not be durable, and so
    /// moves on into the next segment. 0 if there is none.</summary>
    public long UnsettledEnd { get; set; }

    /// <summary>Kept whatever its documents say, because something in it cannot be read.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>The documents that have anything in it, even what a checkpoint stands for by now.</summary>
    public HashSet<DocumentName> Documents { get; } = [];

    public static string PathOf(long number) => $"{Directory}/{number:D16}{Extension}";
}
