using System.Text;

namespace Collab.Core.Codec;

/// <summary>Encodes a column of texts: all of them joined as one varString, then their lengths in UTF-16 units.</summary>
public sealed class StringColumnEncoder
{
    private readonly StringBuilder _text = new();
    private readonly UintOptRleEncoder _lengths = new();

    public void Write(ReadOnlySpan<char> value)
    {
        _text.Append(value);
        _lengths.Write((ulong)value.Length);
    }

    /// <summary>The column's bytes; nothing may be written after.</summary>
    public byte[] ToArray()
    {
        var writer = new Lib0Writer();
        writer.WriteVarString(_text.ToString());
        writer.WriteBytes(_lengths.ToArray());
        return writer.ToArray();
    }
}
