namespace Collab.Core.Codec;

/// <summary>Decodes what <see cref="IntDiffOptRleEncoder"/> wrote.</summary>
public ref struct IntDiffOptRleDecoder(ReadOnlySpan<byte> column)
{
    private Lib0Reader _reader = new(column);
    private long _value;
    private long _difference;
    private ulong _count;

    public long Read()
    {
        if (_count == 0)
        {
            var coded = _reader.ReadVarInt();
            _difference = coded >> 1; // rounds down for negative ones too
            _count = (coded & 1) != 0 ? _reader.ReadVarUint() + 2 : 1;
        }

        _count--;
        _value += _difference;
        if (_value is > (long)Lib0Reader.MaxSafeInteger or < -(long)Lib0Reader.MaxSafeInteger)
        {
            _reader.ThrowMalformed("column value is beyond 2^53-1");
        }

        return _value;
    }
}
