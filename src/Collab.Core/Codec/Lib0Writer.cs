using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Collab.Core.Codec;

/// <summary>Writes lib0 primitives into one growing buffer, which <see cref="Clear"/> lets you use again.</summary>
/// <remarks>Text goes out as UTF-8; a lone surrogate becomes U+FFFD, as in lib0.</remarks>
public sealed partial class Lib0Writer : IBufferWriter<byte>
{
    private const int InitialCapacity = 64;

    // JavaScript writes every NaN as 7FF8...; .NET's own has the sign bit set. The cast to float keeps it so.
    private const long JavaScriptNaNBits = 0x7FF8_0000_0000_0000;

    private byte[] _buffer;
    private int _length;

    public Lib0Writer()
        : this(InitialCapacity)
    {
    }

    /// <param name="capacity">Bytes that can be written before the buffer grows.</param>
    public Lib0Writer(int capacity) => _buffer = GC.AllocateUninitializedArray<byte>(capacity);

    /// <summary>Bytes written so far.</summary>
    public int Length => _length;

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    public byte[] ToArray()
    {
        var copy = GC.AllocateUninitializedArray<byte>(_length);
        WrittenSpan.CopyTo(copy);
        return copy;
    }

    /// <summary>How many bytes <see cref="WriteVarUint"/> takes for a value.</summary>
    internal static int BytesOf(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>All that was written, without a copy if the capacity was exact; nothing may be written after.</summary>
    internal byte[] TakeWhole() => _length == _buffer.Length ? _buffer : ToArray();

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _length = 0;

    private static double JavaScriptNaN => BitConverter.Int64BitsToDouble(JavaScriptNaNBits);

    public void WriteUint8(byte value)
    {
        if (_length == _buffer.Length)
        {
            Grow(1);
        }

        _buffer[_length++] = value;
    }

    /// <summary>Writes an unsigned integer in 7-bit groups, least significant first; 0 to 2^53-1.</summary>
    public void WriteVarUint(ulong value)
    {
        while (value >= 0x80)
        {
            WriteUint8((byte)(value | 0x80));
            value >>= 7;
        }

        WriteUint8((byte)value);
    }

    public void WriteVarInt(long value) => WriteVarInt((ulong)Math.Abs(value), value < 0);

    /// <summary>Writes sign and magnitude apart, so that a negative zero can be written.</summary>
    public void WriteVarInt(ulong magnitude, bool isNegative)
    {
        var sign = isNegative ? 0x40 : 0;
        var more = magnitude > 0x3F ? 0x80 : 0;
        WriteUint8((byte)(more | sign | (int)(magnitude & 0x3F)));
        if (more != 0)
        {
            WriteVarUint(magnitude >> 6);
        }
    }

    public void WriteVarString(ReadOnlySpan<char> value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        WriteVarUint((ulong)bytes);
        Encoding.UTF8.GetBytes(value, GetSpan(bytes));
        _length += bytes;
    }

    public void WriteVarBytes(ReadOnlySpan<byte> value)
    {
        WriteVarUint((ulong)value.Length);
        WriteBytes(value);
    }

    /// <summary>Writes bytes as they are, without a length.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        if (value.Length > _buffer.Length - _length)
        {
            Grow(value.Length);
        }

        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    public void WriteFloat32(float value)
    {
        BinaryPrimitives.WriteSingleBigEndian(GetSpan(sizeof(float)), float.IsNaN(value) ? (float)JavaScriptNaN : value);
        _length += sizeof(float);
    }

    public void WriteFloat64(double value)
    {
        BinaryPrimitives.WriteDoubleBigEndian(GetSpan(sizeof(double)), double.IsNaN(value) ? JavaScriptNaN : value);
        _length += sizeof(double);
    }

    public void WriteBigInt64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(GetSpan(sizeof(long)), value);
        _length += sizeof(long);
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _buffer.AsSpan(_length);
    }

    private void EnsureRoom(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (needed > _buffer.Length - _length)
        {
            Grow(needed);
        }
    }

    private void Grow(int needed)
    {
        var wanted = Math.Max((long)_buffer.Length * 2, (long)_length + needed);
        Array.Resize(ref _buffer, (int)Math.Clamp(wanted, (long)_length + needed, Array.MaxLength));
    }
}
