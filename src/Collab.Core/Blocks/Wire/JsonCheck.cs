using System.Text.Json;

namespace Collab.Core.Blocks;

/// <summary>Checks JSON text that is passed on: Yjs parses it while decoding, and fails on what is not JSON.</summary>
internal static class JsonCheck
{
    public static bool IsJson(ReadOnlySpan<byte> text, int maxDepth)
    {
        try
        {
            var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether it is JSON or the word <c>undefined</c>, which legacy values may be too.</summary>
    public static bool IsValue(ReadOnlySpan<byte> text, int maxDepth) =>
        text.SequenceEqual("undefined"u8) || IsJson(text, maxDepth);
}
