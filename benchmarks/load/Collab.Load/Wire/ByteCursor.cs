namespace Collab.Load.Wire;

/// <summary>Reads what lib0 wrote, front to back. Bytes that end early throw <see cref="IndexOutOfRangeException"/> or
/// <see cref="ArgumentOutOfRangeException"/>: servers are trusted to send what can be read.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly bool IsAtEnd => _at == _bytes.Length;

    public readonly ReadOnlySpan<byte> Rest => _bytes[_at..];

    public byte ReadByte() => _bytes[_at++];

    public ulong ReadVarUint()
    {
        ulong value = _bytes[_at++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7f;
        for (var shift = 7; ; shift += 7)
        {
            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    public int ReadLength() => checked((int)ReadVarUint());

    /// <summary>Bytes after their length; also how strings are written.</summary>
    public ReadOnlySpan<byte> ReadVarBytes()
    {
        var length = ReadLength();
        var read = _bytes.Slice(_at, length);
        _at += length;
        return read;
    }

    public void Skip(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _at);
        _at += count;
    }

    /// <summary>A varUint or varInt, whatever its value.</summary>
    public void SkipVar()
    {
        while (_bytes[_at++] >= 0x80)
        {
        }
    }

    public void SkipVarBytes() => Skip(ReadLength());
}
