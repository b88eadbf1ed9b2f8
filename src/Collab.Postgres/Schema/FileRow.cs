namespace Collab.Postgres.Schema;

/// <summary>An image of a document; a row of <c>files</c>. The server writes it by SQL.</summary>
public sealed class FileRow
{
    /// <summary>The document's name.</summary>
    public required string Document { get; init; }

    /// <summary>The hash of the content in hex, or "thumbnail".</summary>
    public required string Key { get; init; }

    /// <summary>Whether it counts against what a document's files may take together.</summary>
    public required bool IsCounted { get; init; }

    /// <summary>In bytes.</summary>
    public required long Length { get; init; }

    public required byte[] Content { get; init; }
}
