namespace Collab.Core.Codec;

/// <summary>A place in a column that <see cref="IntDiffOptRleEncoder"/> wrote; as <see cref="UintOptRleCursor"/>, without
/// its bytes.</summary>
internal struct IntDiffOptRleCursor(int start, int end)
{
    private readonly int _end = end;
    private int _position = start;
    private long _value;
    private long _difference;
    private ulong _count;

    public long Read(ReadOnlySpan<byte> source)
    {
        if (_count == 0)
        {
            ReadRun(source);
        }

        _count--;
        _value += _difference;
        if (_value is > (long)Lib0Reader.MaxSafeInteger or < -(long)Lib0Reader.MaxSafeInteger)
        {
            Lib0Reader.At(source, _position).ThrowMalformed("column value is beyond 2^53-1");
        }

        return _value;
    }

    /// <summary>Reads a clock: a value that is not negative and fits an <see cref="int"/>.</summary>
    public int ReadClock(ReadOnlySpan<byte> source)
    {
        var value = Read(source);
        if (value is < 0 or > int.MaxValue)
        {
            Lib0Reader.At(source, _position).ThrowMalformed("referenced clock is out of range");
        }

        return (int)value;
    }

    /// <summary>Whether each value is larger than the one before it, and the first not negative. Looks through the runs
    /// that are left; reads nothing.</summary>
    public readonly bool Ascends(ReadOnlySpan<byte> source)
    {
        var reader = Lib0Reader.At(source[.._end], _position);
        for (var least = 0; !reader.IsAtEnd; least = 1)
        {
            var coded = reader.ReadVarInt();
            if (coded >> 1 < least || ((coded & 1) != 0 && coded >> 1 == 0))
            {
                return false;
            }

            if ((coded & 1) != 0)
            {
                reader.ReadVarUint();
            }
        }

        return true;
    }

    private void ReadRun(ReadOnlySpan<byte> source)
    {
        var reader = Lib0Reader.At(source[.._end], _position);
        var coded = reader.ReadVarInt();
        _difference = coded >> 1; // rounds down for negative ones too
        _count = (coded & 1) != 0 ? reader.ReadVarUint() + 2 : 1;
        _position = reader.Position;
    }
}
