using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Collab.Core.Codec;

/// <summary>Writes lib0 primitives without asking for room: the caller has seen to it that there is enough for all that it
/// writes, and for eight bytes more.</summary>
internal ref struct UncheckedWriter(Span<byte> room)
{
    private readonly ref byte _start = ref MemoryMarshal.GetReference(room);

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    private readonly ref byte Next => ref Unsafe.Add(ref _start, Length);

    public void WriteUint8(byte value)
    {
        Next = value;
        Length++;
    }

    public void WriteVarUint(uint value)
    {
        while (value >= 0x80)
        {
            WriteUint8((byte)(value | 0x80));
            value >>= 7;
        }

        WriteUint8((byte)value);
    }

    /// <summary>Writes the first bytes of eight.</summary>
    public void WriteBytes(ulong bytes, int length)
    {
        Unsafe.WriteUnaligned(ref Next, bytes);
        Length += length;
    }

    public void WriteVarBytes(scoped ReadOnlySpan<byte> bytes)
    {
        WriteVarUint((uint)bytes.Length);
        WriteBytes(bytes);
    }

    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref Next, bytes.Length));
        Length += bytes.Length;
    }
}
