using Collab.Core.Codec;
using Collab.Core.Protocol;

namespace Collab.Client;

/// <summary>What a server may send.</summary>
internal enum ServerMessageKind
{
    Step1,
    Step2,
    Update,
    Awareness,
    QueryAwareness,
    Denied,
    Barrier,
    Status,

    /// <summary>A type that this client does not know.</summary>
    Unknown,
}

/// <summary>One message from the server; servers send one a frame.</summary>
/// <param name="Payload">A view into the frame: a state vector, an update, awareness states, a reason, a barrier's bytes, JSON.</param>
internal readonly record struct ServerMessage(ServerMessageKind Kind, ReadOnlyMemory<byte> Payload)
{
    private const ulong PermissionDenied = 0;

    /// <exception cref="MalformedUpdateException">The frame ends inside the message.</exception>
    public static ServerMessage Read(ReadOnlyMemory<byte> frame)
    {
        var reader = new Lib0Reader(frame.Span);
        var kind = (MessageType)reader.ReadVarUint() switch
        {
            MessageType.Sync => (SyncMessageType)reader.ReadVarUint() switch
            {
                SyncMessageType.Step1 => ServerMessageKind.Step1,
                SyncMessageType.Step2 => ServerMessageKind.Step2,
                SyncMessageType.Update => ServerMessageKind.Update,
                _ => ServerMessageKind.Unknown,
            },
            MessageType.Awareness => ServerMessageKind.Awareness,
            MessageType.QueryAwareness => ServerMessageKind.QueryAwareness,
            MessageType.Auth => reader.ReadVarUint() == PermissionDenied ? ServerMessageKind.Denied : ServerMessageKind.Unknown,
            MessageType.Barrier => ServerMessageKind.Barrier,
            MessageType.Status => ServerMessageKind.Status,
            _ => ServerMessageKind.Unknown,
        };
        if (kind is ServerMessageKind.QueryAwareness or ServerMessageKind.Unknown)
        {
            return new ServerMessage(kind, default);
        }

        var length = reader.ReadVarBytes().Length;
        return new ServerMessage(kind, frame.Slice(reader.Position - length, length));
    }
}
