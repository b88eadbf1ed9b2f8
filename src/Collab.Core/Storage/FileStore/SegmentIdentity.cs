namespace Collab.Core.Storage.FileStore;

/// <summary>Which segment of which store: part of every checksum, so that bytes copied from elsewhere never
/// pass.</summary>
internal readonly record struct SegmentIdentity(Guid Store, long Number)
{
    /// <summary>The value that a checksum over bytes at an offset of this segment begins with.</summary>
    public uint Seed(long offset)
    {
        Span<byte> bytes = stackalloc byte[32];
        var writer = new FieldWriter(bytes);
        writer.WriteGuid(Store);
        writer.WriteInt64(Number);
        writer.WriteInt64(offset);
        return Crc32C.Append(0, bytes);
    }
}
