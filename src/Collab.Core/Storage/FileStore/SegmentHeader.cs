namespace Collab.Core.Storage.FileStore;

/// <summary>The first bytes of a segment: what it is, and which older segments the store needs with it.</summary>
/// <remarks>Layout, little endian: magic "COLLABWL", version u32, header length u32, store id 16 bytes, number i64,
/// count u32 and that many (number i64, length i64), CRC-32C of all before u32.</remarks>
internal sealed record SegmentHeader(SegmentIdentity Identity, IReadOnlyList<SegmentLength> Older)
{
    private const int FixedLength = 8 + 4 + 4 + 16 + 8 + 4 + 4;
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "COLLABWL"u8;

    /// <summary>The encoded length in bytes.</summary>
    public int Length => FixedLength + (Older.Count * 16);

    public byte[] Encode()
    {
        var bytes = new byte[Length];
        var writer = new FieldWriter(bytes);
        writer.WriteBytes(Magic);
        writer.WriteInt32(Version);
        writer.WriteInt32(bytes.Length);
        writer.WriteGuid(Identity.Store);
        writer.WriteInt64(Identity.Number);
        writer.WriteInt32(Older.Count);
        foreach (var segment in Older)
        {
            writer.WriteInt64(segment.Number);
            writer.WriteInt64(segment.Length);
        }

        writer.WriteUint32(Crc32C.Append(0, bytes.AsSpan(0, writer.Position)));
        return bytes;
    }

    /// <returns>Null if the bytes do not begin with a whole and correct header.</returns>
    public static SegmentHeader? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new FieldReader(bytes);
        var known = reader.ReadBytes(Magic.Length).SequenceEqual(Magic) && reader.ReadInt32() == Version;
        var length = reader.ReadInt32();
        if (!known || length < FixedLength || length > bytes.Length)
        {
            return null;
        }

        var crc = new FieldReader(bytes.Slice(length - sizeof(uint), sizeof(uint))).ReadUint32();
        if (crc != Crc32C.Append(0, bytes[..(length - sizeof(uint))]))
        {
            return null;
        }

        var identity = new SegmentIdentity(reader.ReadGuid(), reader.ReadInt64());
        var count = reader.ReadInt32();
        if (count != (length - FixedLength) / 16)
        {
            return null;
        }

        var older = new SegmentLength[count];
        for (var i = 0; i < count; i++)
        {
            older[i] = new SegmentLength(reader.ReadInt64(), reader.ReadInt64());
        }

        return reader.Failed ? null : new SegmentHeader(identity, older);
    }
}
