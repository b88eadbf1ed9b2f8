using System.ComponentModel.DataAnnotations;

namespace Collab.Server.Files;

/// <summary>How much of images the server takes in.</summary>
internal sealed class ImageLimits
{
    public const string SectionName = "Collab:Files";

    public const int MaxThumbnailWidth = 640;
    public const int MaxThumbnailHeight = 480;

    /// <summary>Longest file, in bytes. Default 10 MiB.</summary>
    [Range(1024, 256 << 20)]
    public int MaxFileBytes { get; set; } = 10 << 20;

    /// <summary>What the files of a document may take together, in bytes. Default 200 MiB.</summary>
    [Range(1024, 1L << 40)]
    public long MaxBytesPerDocument { get; set; } = 200 << 20;

    /// <summary>Most pixels of an image: a small file can be a huge image, which every browser that shows it has to hold. Default 100 million.</summary>
    [Range(1, 1_000_000_000)]
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>Longest thumbnail, in bytes. Default 64 KiB.</summary>
    [Range(1024, 1 << 20)]
    public int MaxThumbnailBytes { get; set; } = 64 << 10;

    /// <summary>Uploads that are taken at once, each held in memory; more wait before theirs is read. Default 4.</summary>
    [Range(1, 1000)]
    public int MaxUploads { get; set; } = 4;
}
