using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Collab.Core.Codec;

/// <summary>Reads lib0 primitives from one untrusted buffer, front to back, without copying or allocating.</summary>
/// <remarks>Input that ends early or breaks a limit throws <see cref="MalformedUpdateException"/>.</remarks>
public ref partial struct Lib0Reader(ReadOnlySpan<byte> input)
{
    /// <summary>The largest integer of the format, 2^53-1: what a JavaScript number holds exactly.</summary>
    public const ulong MaxSafeInteger = (1UL << 53) - 1;

    private readonly ReadOnlySpan<byte> _input = input;
    private int _position;

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    public readonly int Remaining => _input.Length - _position;

    public readonly bool IsAtEnd => _position == _input.Length;

    /// <summary>A reader that has read up to a position already.</summary>
    internal static Lib0Reader At(ReadOnlySpan<byte> input, int position) => new(input) { _position = position };

    public byte ReadUint8()
    {
        if (_position >= _input.Length)
        {
            ThrowMalformed("unexpected end");
        }

        return _input[_position++];
    }

    /// <summary>Reads an unsigned integer of 7-bit groups, least significant first; 0 to 2^53-1.</summary>
    public ulong ReadVarUint()
    {
        var first = ReadUint8();
        return first < 0x80 ? first : ReadLongVarUint(first);
    }

    /// <summary>Reads a varUint that has to fit an <see cref="int"/>.</summary>
    /// <param name="what">What the number is, for the message if it is too large.</param>
    public int ReadVarUint31(string what)
    {
        var value = ReadVarUint();
        if (value > int.MaxValue)
        {
            ThrowMalformed($"{what} is too large");
        }

        return (int)value;
    }

    /// <summary>Reads a count of things that take at least <paramref name="minBytesEach"/> bytes each, so that
    /// nothing is allocated for a count that the rest of the input cannot hold.</summary>
    public int ReadCount(int minBytesEach, string what)
    {
        var count = ReadVarUint();
        if (count > (ulong)(Remaining / minBytesEach))
        {
            ThrowMalformed($"{what} runs past the end");
        }

        return (int)count;
    }

    /// <summary>Reads a signed integer; sign and magnitude are separate, so there is a negative zero.</summary>
    /// <param name="isNegative">The sign bit: the only trace of a negative zero, which UintOptRle uses.</param>
    public long ReadVarInt(out bool isNegative)
    {
        var current = ReadUint8();
        isNegative = (current & 0x40) != 0;
        var magnitude = (ulong)(current & 0x3F);
        for (var shift = 6; current >= 0x80; shift += 7)
        {
            current = ReadUint8();
            if (shift > 55)
            {
                ThrowMalformed("integer is too long");
            }

            magnitude |= (ulong)(current & 0x7F) << shift;
        }

        if (magnitude > MaxSafeInteger)
        {
            ThrowMalformed("integer is beyond 2^53-1");
        }

        return isNegative ? -(long)magnitude : (long)magnitude;
    }

    public long ReadVarInt() => ReadVarInt(out _);

    /// <summary>Reads a length-prefixed run of bytes as a view into the input.</summary>
    public ReadOnlySpan<byte> ReadVarBytes()
    {
        var length = ReadVarUint();
        if (length > (ulong)Remaining)
        {
            ThrowMalformed("length runs past the end");
        }

        var bytes = _input.Slice(_position, (int)length);
        _position += bytes.Length;
        return bytes;
    }

    /// <summary>Reads a length-prefixed text as a view of its UTF-8 bytes, which are checked: Yjs's own decoder throws
    /// on text that is not UTF-8, so passing it on would break every other client.</summary>
    public ReadOnlySpan<byte> ReadVarUtf8()
    {
        var bytes = ReadVarBytes();
        if (!Utf8.IsValid(bytes))
        {
            ThrowMalformed("text is not UTF-8");
        }

        return bytes;
    }

    public string ReadVarString() => Encoding.UTF8.GetString(ReadVarUtf8());

    public float ReadFloat32() => BinaryPrimitives.ReadSingleBigEndian(Take(sizeof(float)));

    public double ReadFloat64() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    public long ReadBigInt64() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    /// <summary>Reads that many bytes as a view into the input.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)Remaining)
        {
            ThrowMalformed("unexpected end");
        }

        var bytes = _input.Slice(_position, count);
        _position += count;
        return bytes;
    }

    /// <summary>Everything that is left, as a view.</summary>
    public ReadOnlySpan<byte> TakeRest() => Take(Remaining);

    /// <summary>Refuses bytes after the end of what was to be read.</summary>
    /// <param name="what">What that was, for the message.</param>
    internal readonly void ThrowIfMore(string what)
    {
        if (!IsAtEnd)
        {
            ThrowMalformed($"bytes after the {what}");
        }
    }

    private ulong ReadLongVarUint(byte first)
    {
        var value = (ulong)(first & 0x7F);
        byte current;
        var shift = 7;
        do
        {
            current = ReadUint8();
            if (shift > 56)
            {
                ThrowMalformed("integer is too long");
            }

            value |= (ulong)(current & 0x7F) << shift;
            shift += 7;
        }
        while (current >= 0x80);

        if (value > MaxSafeInteger)
        {
            ThrowMalformed("integer is beyond 2^53-1");
        }

        return value;
    }

    [DoesNotReturn]
    internal readonly void ThrowMalformed(string what) =>
        throw new MalformedUpdateException($"{what} (of {_input.Length} bytes)", _position);
}
