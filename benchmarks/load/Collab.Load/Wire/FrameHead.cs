using System.Buffers.Binary;

namespace Collab.Load.Wire;

/// <summary>The head of a WebSocket frame from a server (RFC 6455, 5.2): never masked.</summary>
/// <param name="Start">Where the payload starts, from the head's first byte.</param>
internal readonly record struct FrameHead(FrameKind Kind, bool IsFinal, int Start, int Length)
{
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const int Length16 = 126;
    private const int Length64 = 127;

    /// <summary>The bytes of the head and the payload.</summary>
    public int Total => Start + Length;

    /// <returns>False if the head is not there as a whole; the payload may be missing.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHead head)
    {
        head = default;
        if (bytes.Length < 2)
        {
            return false;
        }

        if ((bytes[1] & Masked) != 0)
        {
            throw new InvalidDataException("the server masked a frame");
        }

        var marker = (int)bytes[1];
        var start = marker switch { Length16 => 4, Length64 => 10, _ => 2 };
        if (bytes.Length < start)
        {
            return false;
        }

        var length = marker switch
        {
            Length16 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Length64 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
            _ => marker,
        };
        head = new FrameHead((FrameKind)(bytes[0] & 0x0f), (bytes[0] & Final) != 0, start, length);
        return true;
    }
}
