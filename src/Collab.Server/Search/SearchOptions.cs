using System.ComponentModel.DataAnnotations;

namespace Collab.Server.Search;

/// <summary>How much memory and time the search takes.</summary>
internal sealed class SearchOptions
{
    public const string SectionName = "Collab:Search";

    /// <summary>What the texts take in memory together, in bytes; of documents that come after that only titles are found. Default 256 MiB.</summary>
    [Range(0, 1L << 40)]
    public long MaxBytes { get; set; } = 256L << 20;

    /// <summary>How much of a document's text is searched, in UTF-16 units from its front. Default 200,000.</summary>
    [Range(0, 100_000_000)]
    public int MaxTextLength { get; set; } = 200_000;

    /// <summary>Longest stored document whose text is read in the background, in bytes; of longer ones the titles are found until somebody changes
    /// them. Default 32 MiB.</summary>
    [Range(0, int.MaxValue)]
    public int MaxDocumentBytes { get; set; } = 32 << 20;

    /// <summary>Time from a change until its document is read again; further changes wait for the next time. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Rest after a document was read in the background, in times of what that took. Default 3.</summary>
    [Range(0, 1000)]
    public int Rest { get; set; } = 3;
}
