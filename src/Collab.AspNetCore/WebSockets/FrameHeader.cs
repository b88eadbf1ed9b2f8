using System.Buffers.Binary;

namespace Collab.AspNetCore.WebSockets;

/// <summary>The beginning of a frame (RFC 6455, 5.2).</summary>
/// <param name="Mask">The masking key as its bytes lie in memory; 0 on frames to clients, which are not masked.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, long Length, uint Mask)
{
    /// <summary>The longest header: two bytes, eight of length, four of mask.</summary>
    public const int MaxBytes = 14;

    /// <summary>The longest header without a mask.</summary>
    public const int MaxUnmaskedBytes = 10;

    private const byte FinalBit = 0x80;
    private const byte ReservedBits = 0x70;
    private const byte OpcodeBits = 0x0f;
    private const byte MaskBit = 0x80;
    private const byte LengthBits = 0x7f;
    private const int LengthIn16Bits = 126;
    private const int LengthIn64Bits = 127;

    public bool IsControl => (byte)Opcode >= 8;

    /// <summary>Reads the header of a frame from a client.</summary>
    /// <param name="source">Begins with the frame; need not hold all of the header.</param>
    /// <param name="size">How long the header is; 0 if more bytes are needed.</param>
    /// <param name="fault">What rule it breaks, as soon as that can be seen; else null.</param>
    public static FrameHeader Read(ReadOnlySpan<byte> source, out int size, out string? fault)
    {
        size = 0;
        fault = null;
        if (source.Length < 2)
        {
            return default;
        }

        var (first, second) = (source[0], source[1]);
        var opcode = (Opcode)(first & OpcodeBits);
        var isFinal = (first & FinalBit) != 0;
        var length = second & LengthBits;
        fault = FindFault(first, second, opcode, isFinal, length);
        var maskAt = length switch { LengthIn16Bits => 4, LengthIn64Bits => 10, _ => 2 };
        if (fault is not null || source.Length < maskAt + 4)
        {
            return default;
        }

        var whole = length switch
        {
            LengthIn16Bits => BinaryPrimitives.ReadUInt16BigEndian(source[2..]),
            LengthIn64Bits => BinaryPrimitives.ReadInt64BigEndian(source[2..]),
            _ => length,
        };
        if (whole < length || (length == LengthIn64Bits && whole <= ushort.MaxValue))
        {
            fault = whole < 0 ? "a length of 64 bits" : "a length in more bytes than it takes";
            return default;
        }

        size = maskAt + 4;
        return new FrameHeader(opcode, isFinal, whole, BitConverter.ToUInt32(source[maskAt..]));
    }

    /// <summary>Writes the header of a frame to a client.</summary>
    /// <param name="target">At least <see cref="MaxUnmaskedBytes"/> long.</param>
    /// <returns>How long the header is.</returns>
    public static int Write(Span<byte> target, Opcode opcode, bool isFinal, int length)
    {
        target[0] = (byte)((isFinal ? FinalBit : 0) | (byte)opcode);
        switch (length)
        {
            case < LengthIn16Bits:
                target[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                target[1] = LengthIn16Bits;
                BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)length);
                return 4;
            default:
                target[1] = LengthIn64Bits;
                BinaryPrimitives.WriteInt64BigEndian(target[2..], length);
                return MaxUnmaskedBytes;
        }
    }

    private static string? FindFault(byte first, byte second, Opcode opcode, bool isFinal, int length) => opcode switch
    {
        _ when (first & ReservedBits) != 0 => "a reserved bit is set",
        _ when (second & MaskBit) == 0 => "a frame without a mask",
        Opcode.Close or Opcode.Ping or Opcode.Pong => !isFinal ? "a control frame in fragments"
            : length >= LengthIn16Bits ? "a control frame over 125 bytes"
            : null,
        Opcode.Continuation or Opcode.Text or Opcode.Binary => null,
        _ => "an unknown kind of frame",
    };
}
