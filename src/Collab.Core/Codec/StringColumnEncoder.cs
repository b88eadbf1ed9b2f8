using System.Text;

namespace Collab.Core.Codec;

/// <summary>Encodes a column of texts: all of them joined as one varString, then their lengths in UTF-16 units.</summary>
internal sealed class StringColumnEncoder
{
    private readonly Lib0Writer _text = new();
    private readonly UintOptRleEncoder _lengths = new();

    // The first half of a surrogate pair at the end of a text: JavaScript joins texts before it encodes them, so that the
    // next text may complete the pair.
    private char _half;

    public void Write(ReadOnlySpan<char> value)
    {
        _lengths.Write((ulong)value.Length);
        if (value.IsEmpty)
        {
            return;
        }

        if (_half != 0 && char.IsLowSurrogate(value[0]))
        {
            WriteText([_half, value[0]]);
            _half = default;
            value = value[1..];
        }

        WriteHalf();
        if (!value.IsEmpty && char.IsHighSurrogate(value[^1]))
        {
            _half = value[^1];
            value = value[..^1];
        }

        WriteText(value);
    }

    /// <summary>The column's bytes; nothing may be written after.</summary>
    public byte[] ToArray()
    {
        var writer = new Lib0Writer();
        FinishText();
        writer.WriteVarBytes(_text.WrittenSpan);
        writer.WriteBytes(FinishLengths());
        return writer.ToArray();
    }

    /// <param name="units">The length of the text in UTF-16 units.</param>
    internal void Write(ReadOnlySpan<byte> utf8, int units)
    {
        _lengths.Write((ulong)units);
        WriteHalf();
        _text.WriteBytes(utf8);
    }

    /// <summary>The joined text without its length, valid until <see cref="Clear"/>.</summary>
    internal ReadOnlySpan<byte> FinishText()
    {
        WriteHalf();
        return _text.WrittenSpan;
    }

    /// <summary>What follows the text in the column, valid until <see cref="Clear"/>.</summary>
    internal ReadOnlySpan<byte> FinishLengths() => _lengths.Finish();

    /// <summary>Begins anew with the same buffers.</summary>
    internal void Clear()
    {
        _text.Clear();
        _lengths.Clear();
        _half = default;
    }

    private void WriteHalf()
    {
        if (_half != 0)
        {
            WriteText([_half]);
            _half = default;
        }
    }

    private void WriteText(ReadOnlySpan<char> value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, _text.GetSpan(bytes));
        _text.Advance(bytes);
    }
}
