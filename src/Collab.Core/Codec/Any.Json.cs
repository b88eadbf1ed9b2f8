using System.Text;

namespace Collab.Core.Codec;

public readonly partial struct Any
{
    /// <summary>The text <c>JSON.stringify</c> gives: NaN and infinities are <c>null</c>, undefined properties are left
    /// out, bytes are an object of their indices. A bigint, on which JavaScript throws, is written as its digits;
    /// undefined on its own is the word <c>undefined</c>.</summary>
    public string ToJson()
    {
        var text = new StringBuilder();
        JsonText.Append(text, this);
        return text.ToString();
    }

    /// <summary>Parses JSON text as <c>JSON.parse</c> does; lone surrogate escapes are kept.</summary>
    /// <exception cref="FormatException">The text is not JSON, or nests deeper than
    /// <see cref="Lib0Reader.DefaultMaxDepth"/>.</exception>
    public static Any ParseJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new JsonParser(json).ParseWhole();
    }
}
