using System.Buffers.Binary;
using System.Numerics;

namespace Collab.Postgres;

/// <summary>CRC-32C (Castagnoli) of a row: its sequence as 8 bytes, little-endian, then its bytes.</summary>
/// <remarks>With the sequence inside, a payload that ended up in another row is found as well as a changed one.</remarks>
internal static class Checksum
{
    /// <summary>The checksum's bits as the signed number that a column holds.</summary>
    public static int Of(long sequence, ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)sequence);
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return (int)~crc;
    }
}
