using System.ComponentModel.DataAnnotations;

namespace Collab.AspNetCore;

/// <summary>Keys and times of document tokens.</summary>
public sealed class DocumentTokenOptions
{
    public const string SectionName = "Collab:Tokens";

    /// <summary>The first signs; a token that any of them signed is good. To change keys, put the new one first and take the old one out
    /// once the last token of its has expired. None by default, and one is needed.</summary>
    public IList<DocumentTokenKey> Keys { get; } = [];

    /// <summary>How long a token is good for that is made without an own lifetime. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);
}
