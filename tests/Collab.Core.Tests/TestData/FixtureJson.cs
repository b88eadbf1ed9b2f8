using System.Text.Json;
using Collab.Core.Codec;

namespace Collab.Core.Tests.TestData;

/// <summary>Shorthand for reading fixtures.</summary>
internal static class FixtureJson
{
    /// <summary>A property's base64 as bytes.</summary>
    public static byte[] Bytes(this JsonElement json, string property) =>
        json.BytesOrNull(property) ?? throw new JsonException($"{property} is null");

    /// <summary>A property's base64 as bytes; null where it is null.</summary>
    public static byte[]? BytesOrNull(this JsonElement json, string property) =>
        json.GetProperty(property) is { ValueKind: not JsonValueKind.Null } value ? value.GetBytesFromBase64() : null;

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;

    public static IEnumerable<JsonElement> Items(this JsonElement json, string property) =>
        json.GetProperty(property).EnumerateArray();

    /// <summary>A property as the value that it stands for.</summary>
    public static Any Value(this JsonElement json, string property) =>
        TaggedJson.Read(json.GetProperty(property));
}
