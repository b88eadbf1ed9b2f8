namespace Collab.Core.Codec;

/// <summary>A place in a column that <see cref="UintOptRleEncoder"/> wrote. It holds no bytes, so that it can lie on the
/// heap: each call is given the buffer that the column is a part of.</summary>
internal struct UintOptRleCursor(int start, int end)
{
    private readonly int _end = end;
    private int _position = start;
    private ulong _value;
    private ulong _count;

    public ulong Read(ReadOnlySpan<byte> source)
    {
        if (_count == 0)
        {
            ReadRun(source);
        }

        _count--;
        return _value;
    }

    /// <summary>Reads a value that has to fit an <see cref="int"/>.</summary>
    /// <param name="what">What the number is, for the message if it is too large.</param>
    public int Read31(ReadOnlySpan<byte> source, string what)
    {
        var value = Read(source);
        if (value > int.MaxValue)
        {
            Lib0Reader.At(source, _position).ThrowMalformed($"{what} is too large");
        }

        return (int)value;
    }

    private void ReadRun(ReadOnlySpan<byte> source)
    {
        var reader = Lib0Reader.At(source[.._end], _position);
        _value = (ulong)Math.Abs(reader.ReadVarInt(out var isRun));
        _count = isRun ? reader.ReadVarUint() + 2 : 1;
        _position = reader.Position;
    }
}
