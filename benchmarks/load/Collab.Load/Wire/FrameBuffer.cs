using System.Buffers.Binary;

namespace Collab.Load.Wire;

/// <summary>Collects a client's WebSocket frames that are to leave in one write.</summary>
/// <remarks>Their mask is zero, which RFC 6455 allows, so that payloads stay as they are and cost nothing.</remarks>
internal sealed class FrameBuffer
{
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const int MaskBytes = 4;
    private const int MaxHeadBytes = 10 + MaskBytes;

    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>A binary message whose payload is the three parts one after another.</summary>
    public void AppendMessage(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        AppendHead(FrameKind.Binary, prefix.Length + head.Length + body.Length);
        Append(prefix);
        Append(head);
        Append(body);
    }

    /// <summary>A message of the sync protocol with an update in it.</summary>
    public void AppendUpdate(ReadOnlySpan<byte> prefix, SyncKind kind, ReadOnlySpan<byte> update)
    {
        Span<byte> head = stackalloc byte[2 + 5];
        head[0] = (byte)MessageKind.Sync;
        head[1] = (byte)kind;
        AppendMessage(prefix, head[..(2 + WriteVarUint(head[2..], (uint)update.Length))], update);
    }

    /// <summary>A control frame, such as Pong.</summary>
    public void AppendControl(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        AppendHead(kind, payload.Length);
        Append(payload);
    }

    /// <returns>How many bytes it took.</returns>
    public static int WriteVarUint(Span<byte> bytes, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[at++] = (byte)(value | 0x80);
        }

        bytes[at++] = (byte)value;
        return at;
    }

    private void AppendHead(FrameKind kind, int length)
    {
        Reserve(MaxHeadBytes + length);
        var head = _bytes.AsSpan(_length, MaxHeadBytes);
        head[0] = (byte)(Final | (byte)kind);
        var bytes = 2;
        switch (length)
        {
            case < 126:
                head[1] = (byte)(Masked | length);
                break;
            case <= ushort.MaxValue:
                head[1] = Masked | 126;
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)length);
                bytes += 2;
                break;
            default:
                head[1] = Masked | 127;
                BinaryPrimitives.WriteUInt64BigEndian(head[2..], (ulong)length);
                bytes += 8;
                break;
        }

        head.Slice(bytes, MaskBytes).Clear();
        _length += bytes + MaskBytes;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - _length < more)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }
}
