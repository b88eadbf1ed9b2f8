using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Server.Commands;

/// <summary>The file of an export that says which file holds which document, and what the catalogue knew of it.</summary>
/// <example>
/// <code>
/// {
///   "format": "collab-export",
///   "version": 1,
///   "documents": [
///     { "name": "a/b", "file": "c14cddc033f64b9dea80ea675cf280a0.yjs", "bytes": 57, "sha256": "8f43...", "kind": "board", ... }
///   ]
/// }
/// </code>
/// </example>
internal sealed record ExportManifest(
    [property: JsonPropertyName("format")] string Format,
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("documents")] IReadOnlyList<ExportedDocument> Documents)
{
    public const string FileName = "manifest.json";

    private const string KnownFormat = "collab-export";
    private const int KnownVersion = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static ExportManifest Of(IEnumerable<ExportedDocument> documents) => new(
        KnownFormat, KnownVersion, [.. documents.OrderBy(document => document.Name, StringComparer.Ordinal)]);

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <param name="wrong">Goes on from the file's name: why it is no manifest that this version reads.</param>
    /// <returns>Null if it is none.</returns>
    public static ExportManifest? Decode(ReadOnlySpan<byte> json, out string wrong)
    {
        wrong = "is no manifest of an export";
        try
        {
            var manifest = JsonSerializer.Deserialize<ExportManifest>(json, Json);
            if (manifest is not { Format: KnownFormat })
            {
                return null;
            }

            wrong = $"has format version {manifest.Version}, and this program knows {KnownVersion}";
            return manifest.Version == KnownVersion ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
