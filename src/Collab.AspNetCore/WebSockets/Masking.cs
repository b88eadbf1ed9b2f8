using System.Numerics;
using System.Runtime.InteropServices;

namespace Collab.AspNetCore.WebSockets;

/// <summary>Takes the mask off what clients send (RFC 6455, 5.3).</summary>
internal static class Masking
{
    /// <summary>Copies bytes without their mask.</summary>
    /// <param name="target">At least as long as <paramref name="source"/>.</param>
    /// <param name="mask">The key, its bytes as they lie in memory, beginning with the one for the first byte.</param>
    /// <returns>The key for the byte that follows.</returns>
    public static uint Unmask(ReadOnlySpan<byte> source, Span<byte> target, uint mask)
    {
        target = target[..source.Length];
        var at = 0;
        if (Vector.IsHardwareAccelerated && source.Length >= Vector<byte>.Count)
        {
            // As many bytes as a vector has are a whole number of keys.
            var masks = Vector.AsVectorByte(new Vector<uint>(mask));
            for (; at <= source.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            {
                (new Vector<byte>(source[at..]) ^ masks).CopyTo(target[at..]);
            }
        }

        for (; at <= source.Length - sizeof(uint); at += sizeof(uint))
        {
            MemoryMarshal.Write(target[at..], MemoryMarshal.Read<uint>(source[at..]) ^ mask);
        }

        for (; at < source.Length; at++)
        {
            target[at] = (byte)(source[at] ^ NextByte(ref mask));
        }

        return mask;
    }

    private static byte NextByte(ref uint mask)
    {
        if (BitConverter.IsLittleEndian)
        {
            var low = (byte)mask;
            mask = BitOperations.RotateRight(mask, 8);
            return low;
        }

        mask = BitOperations.RotateLeft(mask, 8);
        return (byte)mask;
    }
}
