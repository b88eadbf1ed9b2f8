using System.Buffers.Binary;

namespace Collab.Durability.Load;

/// <summary>The framing of WebSocket messages (RFC 6455), as far as this client needs it.</summary>
internal static class WebSocketFrames
{
    public const byte Binary = 2;
    public const byte Close = 8;
    public const byte Ping = 9;
    public const byte Pong = 10;

    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const int MaskBytes = 4;
    private const int Length16 = 126;
    private const int Length64 = 127;

    /// <summary>One whole message from a client. Its mask is zero, so that the payload stays as it is.</summary>
    public static byte[] FromClient(byte opcode, ReadOnlySpan<byte> payload)
    {
        var head = payload.Length < Length16 ? 2 : 4;
        var frame = new byte[head + MaskBytes + payload.Length];
        frame[0] = (byte)(Final | opcode);
        if (head == 2)
        {
            frame[1] = (byte)(Masked | payload.Length);
        }
        else
        {
            frame[1] = Masked | Length16;
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), checked((ushort)payload.Length));
        }

        payload.CopyTo(frame.AsSpan(head + MaskBytes));
        return frame;
    }

    /// <summary>Reads the head of a frame from a server.</summary>
    /// <returns>False if the frame is not there as a whole.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out byte opcode, out bool isFinal, out int start, out int length)
    {
        (opcode, isFinal, start, length) = (0, false, 2, 0);
        if (bytes.Length < start)
        {
            return false;
        }

        opcode = (byte)(bytes[0] & 0x0f);
        isFinal = (bytes[0] & Final) != 0;
        var marker = bytes[1];
        start += marker switch { Length16 => 2, Length64 => 8, _ => 0 };
        if (bytes.Length < start)
        {
            return false;
        }

        length = marker switch
        {
            Length16 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Length64 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
            _ => marker,
        };
        return bytes.Length - start >= length;
    }
}
