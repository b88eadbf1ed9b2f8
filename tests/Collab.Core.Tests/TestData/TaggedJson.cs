using System.Globalization;
using System.Text.Json;
using Collab.Core.Codec;

namespace Collab.Core.Tests.TestData;

/// <summary>Values that JSON cannot hold are written in test data as objects with the key "$"
/// (tests/fixtures/make/values.mjs).</summary>
internal static class TaggedJson
{
    public static Any Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => Any.Null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Array => Any.FromArray([.. json.EnumerateArray().Select(Read)]),
        _ => json.TryGetProperty("$", out var tag) ? ReadTagged(tag.GetString()!, json) : ReadObject(json),
    };

    /// <summary>A text form in which two values are equal exactly if they are: 0 differs from -0, undefined from null;
    /// the order of an object's properties does not count. As text, so that a failure shows the place.</summary>
    public static string Describe(Any value) => value.Kind switch
    {
        AnyKind.Undefined => "undefined",
        AnyKind.Null => "null",
        AnyKind.Boolean => value.AsBoolean() ? "true" : "false",
        AnyKind.Number => DescribeNumber(value.AsNumber()),
        AnyKind.BigInt => value.AsBigInt().ToString(CultureInfo.InvariantCulture) + "n",
        AnyKind.String => Quote(value.AsString()),
        AnyKind.Bytes => "bytes(" + Convert.ToHexString(value.AsBytes().Span) + ")",
        AnyKind.Array => "[" + string.Join(",", value.Items.Select(Describe)) + "]",
        _ => "{" + string.Join(",", value.Properties.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => Quote(p.Key) + ":" + Describe(p.Value))) + "}",
    };

    public static string Describe(JsonElement json) => Describe(Read(json));

    private static Any ReadTagged(string tag, JsonElement json)
    {
        switch (tag)
        {
            case "undefined":
                return Any.Undefined;
            case "bigint":
                return Any.FromBigInt(long.Parse(json.GetProperty("v").GetString()!, CultureInfo.InvariantCulture));
            case "bytes":
                return Any.FromBytes(json.Bytes(json.TryGetProperty("b64", out _) ? "b64" : "base64"));
            case "utf16":
                return Utf16(json.GetProperty("v"));
            case "doc":
                return Any.FromObject(new KeyValuePair<string, Any>("guid", json.GetProperty("guid").GetString()!));
            case "object":
                return ReadObject(json.GetProperty("v"));
            default:
                return json.GetProperty("v").GetString() switch
                {
                    "NaN" => double.NaN,
                    "Infinity" => double.PositiveInfinity,
                    "-Infinity" => double.NegativeInfinity,
                    _ => -0.0,
                };
        }
    }

    public static string Utf16(JsonElement units) =>
        new([.. units.EnumerateArray().Select(unit => (char)unit.GetInt32())]);

    private static Any ReadObject(JsonElement json) => Any.FromObject(
        [.. json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Read(property.Value)))]);

    private static string DescribeNumber(double number) =>
        number == 0 && double.IsNegative(number) ? "-0" : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string text) => "\"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
