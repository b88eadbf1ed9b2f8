using System.Text.Json.Serialization;

namespace Collab.Server.Commands;

/// <summary>What an export's manifest says of one document.</summary>
/// <param name="File">The name of the file with its update (V1) beside the manifest; null for a document that the catalogue
/// lists before its first update.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Sha256">The file's SHA-256, in hex.</param>
/// <param name="Images">The names of its images' files in <c>images/</c>, which are their SHA-256; null if it has none.</param>
/// <param name="Kind">This and what follows are the catalogue's; null if it did not list the document.</param>
internal sealed record ExportedDocument(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("file")] string? File = null,
    [property: JsonPropertyName("bytes")] long? Bytes = null,
    [property: JsonPropertyName("sha256")] string? Sha256 = null,
    [property: JsonPropertyName("images")] IReadOnlyList<string>? Images = null,
    [property: JsonPropertyName("kind")] string? Kind = null,
    [property: JsonPropertyName("title")] string? Title = null,
    [property: JsonPropertyName("created")] DateTimeOffset? CreatedAt = null,
    [property: JsonPropertyName("updated")] DateTimeOffset? UpdatedAt = null,
    [property: JsonPropertyName("folder")] string? Folder = null,
    [property: JsonPropertyName("starred")] bool? IsStarred = null,
    [property: JsonPropertyName("trashed")] DateTimeOffset? TrashedAt = null);
