using System.Numerics;
using System.Runtime.InteropServices;

namespace Collab.Core.Storage.FileStore;

/// <summary>The checksum CRC-32C (Castagnoli, RFC 3720), in hardware where there is any.</summary>
internal static class Crc32C
{
    /// <summary>Continues a checksum over more bytes; the checksum of nothing is 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : ReverseBytes(word));
        }

        foreach (var value in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    private static ulong ReverseBytes(ulong word) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
}
