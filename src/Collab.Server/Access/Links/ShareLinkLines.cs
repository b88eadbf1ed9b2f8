using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Core;

namespace Collab.Server.Access.Links;

/// <summary>The lines of the file of links: one of JSON for each that was made, and one for each that was revoked.</summary>
/// <example>
/// <code>
/// {"format":"collab-links","version":1}
/// {"id":"4bX…","document":"a/b","right":"read","created":"2026-01-02T03:04:05+00:00","expires":null}
/// {"id":"4bX…","revoked":"2026-01-03T00:00:00+00:00"}
/// </code>
/// </example>
internal static class ShareLinkLines
{
    private const string Format = "collab-links";
    private const int Version = 1;

    public static byte[] Header { get; } = Write(new HeaderLine(Format, Version));

    public static byte[] Made(ShareLink link) =>
        Write(new MadeLine(link.Id, link.Document.Value, RightWords.Of(link.Right), link.CreatedAt, link.ExpiresAt));

    public static byte[] Revoked(string id, DateTimeOffset at) => Write(new RevokedLine(id, at));

    /// <returns>Null if this version can read a file that begins so, else why it cannot.</returns>
    public static string? WhatIsWrongWithHeader(ReadOnlySpan<byte> line) => TryRead<HeaderLine>(line) switch
    {
        { Format: Format, Version: Version } => null,
        { Format: Format, Version: var version } => $"has format version {version}, and this server knows {Version}",
        _ => "is no file of share links",
    };

    /// <summary>Does what a line says.</summary>
    /// <returns>False if it cannot be read.</returns>
    public static bool TryApply(ReadOnlySpan<byte> line, MemoryShareLinks links)
    {
        if (TryRead<RevokedLine>(line) is { } revoked)
        {
            links.Remove(revoked.Id);
            return true;
        }

        if (TryRead<MadeLine>(line) is { } made
            && DocumentName.TryCreate(made.Document, out var document)
            && RightWords.Read(made.Right) is { } right)
        {
            links.Put(new ShareLink(made.Id, document, right, made.Created, made.Expires));
            return true;
        }

        return false;
    }

    private static byte[] Write<T>(T line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];

    private static T? TryRead<T>(ReadOnlySpan<byte> line)
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

    private static readonly JsonSerializerOptions Json = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record HeaderLine(
        [property: JsonPropertyName("format")] string Format,
        [property: JsonPropertyName("version")] int Version);

    private sealed record MadeLine(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("document")] string Document,
        [property: JsonPropertyName("right")] string Right,
        [property: JsonPropertyName("created")] DateTimeOffset Created,
        [property: JsonPropertyName("expires")] DateTimeOffset? Expires);

    private sealed record RevokedLine(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("revoked")] DateTimeOffset Revoked);
}
