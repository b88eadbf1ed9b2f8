using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>The catalogue's file: a line of JSON for each change of an entry; the last line of a name counts.</summary>
/// <example>
/// <code>
/// {"format":"collab-catalog","version":1}
/// {"name":"a/b","seq":7,"kind":"board","title":"Plan","created":"2026-01-02T03:04:05+00:00","updated":"2026-01-02T03:05:00+00:00"}
/// </code>
/// </example>
internal static class CatalogFileFormat
{
    private const string Format = "collab-catalog";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static void WriteHeader(IBufferWriter<byte> lines) => WriteLine(lines, new Header(Format, Version));

    public static void WriteEntry(IBufferWriter<byte> lines, DocumentEntry entry) => WriteLine(lines, new Line(
        entry.Name.Value, entry.Sequence, entry.Kind.ToWord(), entry.Title, entry.CreatedAt, entry.UpdatedAt));

    /// <summary>Reads the first line of a file.</summary>
    /// <returns>Null if this version can read the file, else why it cannot.</returns>
    public static string? WhatIsWrongWithHeader(string line) => TryRead<Header>(line) switch
    {
        { Format: Format, Version: Version } => null,
        { Format: Format, Version: var version } => $"has format version {version}, and this server knows {Version}",
        _ => "is no catalogue",
    };

    /// <returns>Null if the line is damaged.</returns>
    public static DocumentEntry? ReadEntry(string line) =>
        TryRead<Line>(line) is { } read && DocumentName.TryCreate(read.Name, out var name)
            ? new DocumentEntry(
                name, read.Sequence, DocumentKinds.FromWord(read.Kind), read.Title, read.Created, read.Updated)
            : null;

    private static void WriteLine<T>(IBufferWriter<byte> lines, T line)
    {
        using (var json = new Utf8JsonWriter(lines))
        {
            JsonSerializer.Serialize(json, line, Json);
        }

        lines.Write("\n"u8);
    }

    private static T? TryRead<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Header(
        [property: JsonPropertyName("format")] string Format,
        [property: JsonPropertyName("version")] int Version);

    private sealed record Line(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("seq")] long Sequence,
        [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("title")] string Title,
        [property: JsonPropertyName("created")] DateTimeOffset Created,
        [property: JsonPropertyName("updated")] DateTimeOffset Updated);
}
