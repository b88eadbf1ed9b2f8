using Collab.Core.Codec;

namespace Collab.Core.Protocol;

/// <summary>Frames of the y-websocket wire: read with any number of messages, written with exactly one
/// (published clients read only the first of a frame).</summary>
public static class YWebsocketFrame
{
    /// <summary>An awareness update of no clients, which raises no event: keeps an idle connection alive, since y-websocket
    /// closes one on which no message came for 30 s and does not count pings.</summary>
    public static ReadOnlyMemory<byte> KeepAlive { get; } = new byte[] { (byte)MessageType.Awareness, 1, 0 };

    /// <summary>Reads the message at <paramref name="offset"/> and moves it past that message.</summary>
    /// <returns>False at the end of the frame.</returns>
    /// <exception cref="MalformedUpdateException">The frame ends inside the message.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> frame, ref int offset, out InboundMessage message)
    {
        message = default;
        if (offset >= frame.Length)
        {
            return false;
        }

        var reader = new Lib0Reader(frame.Span[offset..]);
        var kind = ReadKind(ref reader);
        var payload = ReadOnlyMemory<byte>.Empty;
        if (kind is not (InboundKind.QueryAwareness or InboundKind.Unknown))
        {
            var length = reader.ReadVarBytes().Length;
            payload = frame.Slice(offset + reader.Position - length, length);
        }

        message = new InboundMessage(kind, payload);
        offset = kind == InboundKind.Unknown ? frame.Length : offset + reader.Position;
        return true;
    }

    public static byte[] Step1(ReadOnlySpan<byte> stateVector) => Sync(SyncMessageType.Step1, stateVector);

    public static byte[] Step2(ReadOnlySpan<byte> update) => Sync(SyncMessageType.Step2, update);

    public static byte[] Update(ReadOnlySpan<byte> update) => Sync(SyncMessageType.Update, update);

    /// <summary>An update message whose update is still to be filled in: where it is, <paramref name="update"/> tells.</summary>
    public static byte[] Update(int length, out Memory<byte> update)
    {
        var frame = NewSync(SyncMessageType.Update, length);
        update = frame.AsMemory(frame.Length - length);
        return frame;
    }

    public static byte[] Awareness(ReadOnlySpan<byte> update) => Tagged(MessageType.Awareness, update);

    public static byte[] Barrier(ReadOnlySpan<byte> payload) => Tagged(MessageType.Barrier, payload);

    public static byte[] SyncStatus(bool applied) => [(byte)MessageType.SyncStatus, (byte)(applied ? 1 : 0)];

    /// <summary>Tells a client that something of it was refused (y-protocols auth.js, permission denied). y-websocket 3.1 logs it and goes on.</summary>
    public static byte[] PermissionDenied(string reason)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint((ulong)MessageType.Auth);
        writer.WriteVarUint(0);
        writer.WriteVarString(reason);
        return writer.ToArray();
    }

    public static byte[] Status(ReadOnlySpan<byte> json) => Tagged(MessageType.Status, json);

    private static InboundKind ReadKind(ref Lib0Reader reader) => (MessageType)reader.ReadVarUint() switch
    {
        MessageType.Sync => (SyncMessageType)reader.ReadVarUint() switch
        {
            SyncMessageType.Step1 => InboundKind.SyncStep1,
            SyncMessageType.Step2 => InboundKind.SyncStep2,
            SyncMessageType.Update => InboundKind.SyncUpdate,
            _ => throw new MalformedUpdateException("unknown sync message", reader.Position),
        },
        MessageType.Awareness => InboundKind.Awareness,
        MessageType.QueryAwareness => InboundKind.QueryAwareness,
        MessageType.Barrier => InboundKind.Barrier,
        _ => InboundKind.Unknown,
    };

    private static byte[] Sync(SyncMessageType type, ReadOnlySpan<byte> payload)
    {
        var frame = NewSync(type, payload.Length);
        payload.CopyTo(frame.AsSpan(frame.Length - payload.Length));
        return frame;
    }

    private static byte[] NewSync(SyncMessageType type, int length)
    {
        var frame = new byte[2 + VarUint.Size((ulong)length) + length];
        frame[0] = (byte)MessageType.Sync;
        frame[1] = (byte)type;
        VarUint.Write(frame.AsSpan(2), (ulong)length);
        return frame;
    }

    private static byte[] Tagged(MessageType type, ReadOnlySpan<byte> payload)
    {
        var prefix = VarUint.Size((ulong)payload.Length);
        var frame = new byte[1 + prefix + payload.Length];
        frame[0] = (byte)type;
        VarUint.Write(frame.AsSpan(1), (ulong)payload.Length);
        payload.CopyTo(frame.AsSpan(1 + prefix));
        return frame;
    }

    /// <summary>lib0's varUint, sized beforehand so that a frame is one exact array.</summary>
    private static class VarUint
    {
        public static int Size(ulong value)
        {
            var size = 1;
            while (value > 0x7f)
            {
                value >>= 7;
                size++;
            }

            return size;
        }

        public static void Write(Span<byte> target, ulong value)
        {
            var at = 0;
            while (value > 0x7f)
            {
                target[at++] = (byte)(0x80 | (value & 0x7f));
                value >>= 7;
            }

            target[at] = (byte)value;
        }
    }
}
