using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Load.Relay;

/// <summary>The relay with framing of its own on the upgraded stream: what came in one read is unmasked, framed anew into one array,
/// and given to all others.</summary>
internal static class RawRelay
{
    private const int ReadBytes = 64 * 1024;
    private const int MaskBytes = 4;

    public static async Task RunAsync(Rooms rooms, HttpContext context)
    {
        var key = context.Request.Headers.SecWebSocketKey.ToString();
        var upgrade = context.Features.Get<IHttpUpgradeFeature>();
        if (upgrade is not { IsUpgradableRequest: true } || key.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

#pragma warning disable CA5350 // RFC 6455 asks for SHA-1.
        var accept = SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
#pragma warning restore CA5350
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(accept);
        var (room, outbox) = (rooms.Of(context.Request.Path), new Outbox());
        // Before the answer: who has it may be written to at once.
        room.Add(outbox);
        await using var stream = await upgrade.UpgradeAsync();
        var draining = DrainAsync(outbox, stream);
        try
        {
            await ReceiveAsync(stream, room, outbox);
        }
        catch (IOException)
        {
            // It is gone.
        }

        room.Remove(outbox);
        outbox.End();
        await draining;
    }

    private static async Task DrainAsync(Outbox outbox, Stream stream)
    {
        try
        {
            await outbox.DrainAsync(bytes => stream.WriteAsync(bytes));
        }
        catch (IOException)
        {
            // The reading side ends too.
        }
    }

    private static async Task ReceiveAsync(Stream stream, Rooms.Room room, Outbox own)
    {
        var buffer = new byte[ReadBytes];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                return;
            }

            filled += read;
            var used = Reframe(buffer.AsSpan(0, filled), out var frames);
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (frames.Length > 0)
            {
                room.Send(own, frames);
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    /// <summary>Turns whole frames of a client into a server's.</summary>
    /// <returns>How many bytes they were.</returns>
    private static int Reframe(Span<byte> input, out byte[] frames)
    {
        var output = new byte[input.Length];
        var (at, written) = (0, 0);
        while (TryReadHead(input[at..], out var head, out var length) && at + head + MaskBytes + length <= input.Length)
        {
            input.Slice(at, head).CopyTo(output.AsSpan(written));
            output[written + 1] &= 0x7f;
            var mask = input.Slice(at + head, MaskBytes);
            var payload = output.AsSpan(written + head, length);
            input.Slice(at + head + MaskBytes, length).CopyTo(payload);
            if (BinaryPrimitives.ReadUInt32LittleEndian(mask) != 0)
            {
                for (var i = 0; i < length; i++)
                {
                    payload[i] ^= mask[i % MaskBytes];
                }
            }

            at += head + MaskBytes + length;
            written += head + length;
        }

        frames = output[..written];
        return at;
    }

    private static bool TryReadHead(ReadOnlySpan<byte> bytes, out int head, out int length)
    {
        (head, length) = (2, 0);
        if (bytes.Length < head)
        {
            return false;
        }

        var marker = bytes[1] & 0x7f;
        head += marker switch { 126 => 2, 127 => 8, _ => 0 };
        if (bytes.Length < head)
        {
            return false;
        }

        length = marker switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
            _ => marker,
        };
        return true;
    }
}
