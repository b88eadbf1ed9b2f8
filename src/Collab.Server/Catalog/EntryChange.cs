namespace Collab.Server.Catalog;

/// <summary>A change of what is the catalogue's own in an entry; what is null stays.</summary>
internal sealed record EntryChange
{
    /// <summary>Empty for no folder.</summary>
    public string? Folder { get; init; }

    public bool? IsStarred { get; init; }

    /// <summary>An entry that is in the trash already keeps its time there.</summary>
    public bool? IsTrashed { get; init; }

    public string? Thumbnail { get; init; }

    /// <summary>When it is put into the trash, if it is.</summary>
    public DateTimeOffset At { get; init; }

    public bool IsEmpty => Folder is null && IsStarred is null && IsTrashed is null && Thumbnail is null;

    public DocumentEntry ApplyTo(DocumentEntry entry) => entry with
    {
        Folder = Folder ?? entry.Folder,
        IsStarred = IsStarred ?? entry.IsStarred,
        TrashedAt = IsTrashed switch
        {
            null => entry.TrashedAt,
            true => entry.TrashedAt ?? At,
            false => null,
        },
        Thumbnail = Thumbnail ?? entry.Thumbnail,
    };
}
