namespace Collab.Core.Codec;

/// <summary>Decodes what <see cref="RleUint8Encoder"/> wrote.</summary>
/// <remarks>The last run never ends: a caller must take from elsewhere how many values there are, and limit that.</remarks>
public ref struct RleUint8Decoder(ReadOnlySpan<byte> column)
{
    private Lib0Reader _reader = new(column);
    private byte _value;
    private ulong _count;

    public byte Read()
    {
        if (_count == 0)
        {
            _value = _reader.ReadUint8();
            _count = _reader.IsAtEnd ? ulong.MaxValue : _reader.ReadVarUint() + 1;
        }

        if (_count != ulong.MaxValue)
        {
            _count--;
        }

        return _value;
    }
}
