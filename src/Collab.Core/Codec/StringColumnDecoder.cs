namespace Collab.Core.Codec;

/// <summary>Decodes what <see cref="StringColumnEncoder"/> wrote.</summary>
internal ref struct StringColumnDecoder
{
    private readonly string _text;
    private Lib0Reader _reader;
    private UintOptRleDecoder _lengths;
    private int _position;

    public StringColumnDecoder(ReadOnlySpan<byte> column)
    {
        _reader = new Lib0Reader(column);
        _text = _reader.ReadVarString();
        _lengths = new UintOptRleDecoder(_reader.TakeRest());
    }

    /// <summary>The next text, as a view into the column's whole text.</summary>
    public ReadOnlySpan<char> Read()
    {
        var length = _lengths.Read();
        if (length > (ulong)(_text.Length - _position))
        {
            _reader.ThrowMalformed("text runs past the end of its column");
        }

        var text = _text.AsSpan(_position, (int)length);
        _position += text.Length;
        return text;
    }
}
