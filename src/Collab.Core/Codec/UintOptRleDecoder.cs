namespace Collab.Core.Codec;

/// <summary>Decodes what <see cref="UintOptRleEncoder"/> wrote.</summary>
public ref struct UintOptRleDecoder(ReadOnlySpan<byte> column)
{
    private Lib0Reader _reader = new(column);
    private ulong _value;
    private ulong _count;

    public ulong Read()
    {
        if (_count == 0)
        {
            _value = (ulong)Math.Abs(_reader.ReadVarInt(out var isRun));
            _count = isRun ? _reader.ReadVarUint() + 2 : 1;
        }

        _count--;
        return _value;
    }
}
