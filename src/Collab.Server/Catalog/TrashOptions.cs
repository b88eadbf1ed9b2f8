using System.ComponentModel.DataAnnotations;

namespace Collab.Server.Catalog;

/// <summary>How long documents are kept that people have thrown away.</summary>
internal sealed class TrashOptions
{
    public const string SectionName = "Collab:Trash";

    /// <summary>Time that a document stays in the trash before it is deleted for good. Default 30 days; zero keeps it there for ever.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}
