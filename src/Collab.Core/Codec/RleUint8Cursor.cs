namespace Collab.Core.Codec;

/// <summary>A place in a column that <see cref="RleUint8Encoder"/> wrote; as <see cref="UintOptRleCursor"/>, without its
/// bytes.</summary>
internal struct RleUint8Cursor(int start, int end)
{
    private const ulong ForEver = ulong.MaxValue;

    private readonly int _end = end;
    private int _position = start;
    private ulong _count;
    private byte _value;

    public byte Read(ReadOnlySpan<byte> source)
    {
        if (_count == 0)
        {
            ReadRun(source);
        }

        if (_count != ForEver)
        {
            _count--;
        }

        return _value;
    }

    private void ReadRun(ReadOnlySpan<byte> source)
    {
        var reader = Lib0Reader.At(source[.._end], _position);
        _value = reader.ReadUint8();
        _count = reader.IsAtEnd ? ForEver : reader.ReadVarUint() + 1;
        _position = reader.Position;
    }
}
