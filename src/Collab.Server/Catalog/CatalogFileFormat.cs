using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>The catalogue's file: a line of JSON for each change of an entry; the last line of a name counts.</summary>
/// <remarks>Version 1 knew neither folder, star, trash and thumbnail nor deletion; its lines read the same.</remarks>
/// <example>
/// <code>
/// {"format":"collab-catalog","version":2}
/// {"name":"a/b","seq":7,"kind":"board","title":"Plan","created":"2026-01-02T03:04:05+00:00","updated":"2026-01-02T03:05:00+00:00","folder":"Work","starred":true}
/// {"name":"a/b","deleted":"2026-02-03T04:05:06+00:00"}
/// </code>
/// </example>
internal static class CatalogFileFormat
{
    /// <summary>The version that is written.</summary>
    public const int Version = 2;

    private const string Format = "collab-catalog";
    private const int OldestVersion = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static void WriteHeader(IBufferWriter<byte> lines) => WriteLine(lines, new Header(Format, Version));

    public static void Write(IBufferWriter<byte> lines, CatalogLine line)
    {
        if (line.Entry is { } entry)
        {
            WriteLine(lines, new Listed(
                entry.Name.Value, entry.Sequence, entry.Kind.ToWord(), entry.Title, entry.CreatedAt, entry.UpdatedAt,
                entry.Folder.Length > 0 ? entry.Folder : null, entry.IsStarred, entry.TrashedAt, entry.Thumbnail));
        }
        else
        {
            WriteLine(lines, new Unlisted(line.Name.Value, line.DeletedAt));
        }
    }

    /// <summary>Reads the first line of a file.</summary>
    /// <param name="wrong">Goes on from the file's name: why this version cannot read it; null if it can.</param>
    /// <returns>The file's version.</returns>
    public static int ReadHeader(string line, out string? wrong)
    {
        var header = TryRead<Header>(line);
        wrong = header switch
        {
            { Format: Format, Version: >= OldestVersion and <= Version } => null,
            { Format: Format } => $"has format version {header.Version}, and this server knows {OldestVersion} to {Version}",
            _ => "is no catalogue",
        };
        return header?.Version ?? 0;
    }

    /// <returns>Null if the line is damaged.</returns>
    public static CatalogLine? Read(string line)
    {
        if (TryRead<Listed>(line) is { } listed)
        {
            return DocumentName.TryCreate(listed.Name, out var name) ? CatalogLine.Of(ToEntry(name, listed)) : null;
        }

        return TryRead<Unlisted>(line) is { } unlisted && DocumentName.TryCreate(unlisted.Name, out var free)
            ? new CatalogLine(free, null, unlisted.Deleted)
            : null;
    }

    private static DocumentEntry ToEntry(DocumentName name, Listed line) =>
        new(name, line.Sequence, DocumentKinds.FromWord(line.Kind), line.Title, line.Created, line.Updated)
        {
            Folder = line.Folder ?? "",
            IsStarred = line.Starred,
            TrashedAt = line.Trashed,
            Thumbnail = line.Thumbnail,
        };

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

    private sealed record Listed(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("seq")] long Sequence,
        [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("title")] string Title,
        [property: JsonPropertyName("created")] DateTimeOffset Created,
        [property: JsonPropertyName("updated")] DateTimeOffset Updated,
        [property: JsonPropertyName("folder"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Folder = null,
        [property: JsonPropertyName("starred"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Starred = false,
        [property: JsonPropertyName("trashed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DateTimeOffset? Trashed = null,
        [property: JsonPropertyName("thumbnail"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Thumbnail = null);

    private sealed record Unlisted(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("deleted")] DateTimeOffset? Deleted);
}
