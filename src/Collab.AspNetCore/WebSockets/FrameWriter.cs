using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.WebSockets;

/// <summary>Writes frames into a pipe, which is flushed by whoever calls it.</summary>
internal static class FrameWriter
{
    private const int MaxCloseReasonBytes = 123;

    /// <summary>Writes a frame whose payload is in two parts.</summary>
    public static void Write(PipeWriter output, Opcode opcode, bool isFinal, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = first.Length + second.Length;
        var target = output.GetSpan(FrameHeader.MaxUnmaskedBytes);
        var size = FrameHeader.Write(target, opcode, isFinal, length);
        if (target.Length - size >= length)
        {
            first.CopyTo(target[size..]);
            second.CopyTo(target[(size + first.Length)..]);
            output.Advance(size + length);
        }
        else
        {
            output.Advance(size);
            output.Write(first);
            output.Write(second);
        }
    }

    public static void WriteControl(PipeWriter output, Opcode opcode, ReadOnlySpan<byte> payload) =>
        Write(output, opcode, true, payload, default);

    public static void WriteClose(PipeWriter output, PeerClose close)
    {
        Span<byte> payload = stackalloc byte[sizeof(ushort) + MaxCloseReasonBytes];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)close.Code);

        // Cut between characters, if need be.
        Encoding.UTF8.GetEncoder().Convert(close.Reason, payload[sizeof(ushort)..], true, out _, out var written, out _);
        WriteControl(output, Opcode.Close, payload[..(sizeof(ushort) + written)]);
    }
}
