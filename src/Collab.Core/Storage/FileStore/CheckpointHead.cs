using System.Text;

namespace Collab.Core.Storage.FileStore;

/// <summary>What a checkpoint file says of itself before the state.</summary>
/// <param name="Life">The document's life that it belongs to (<see cref="LogEntry.Life"/>).</param>
/// <param name="Covers">All of the document's updates that lie before this place of the log are in the
/// checkpoint.</param>
/// <param name="Replaced">What is kept beside it; null for nothing.</param>
/// <remarks>Layout, little endian: magic "COLLABCP", version u32, head length u32, life u32, sequence i64, covered segment
/// i64, covered offset i64, state length i32, state CRC u32; from version 2 on of what is kept: sequence i64 (-1 for
/// nothing), covered segment i64, covered offset i64, time of its replacement i64; then name length u16, name, CRC-32C of
/// all before u32.</remarks>
internal sealed record CheckpointHead(
    DocumentName Document, int Life, long Sequence, LogPosition Covers, int StateLength, uint StateCrc,
    ReplacedCheckpoint? Replaced)
{
    /// <summary>The longest head in bytes.</summary>
    public const int MaxLength = FixedLength + DocumentName.MaxBytes;

    private const int OldestFixedLength = 8 + 4 + 4 + 4 + 8 + 8 + 8 + 4 + 4 + 2 + 4;
    private const int FixedLength = OldestFixedLength + 8 + 8 + 8 + 8;
    private const int OldestVersion = 1;
    private const int Version = 2;
    private const long NothingKept = -1;

    private static ReadOnlySpan<byte> Magic => "COLLABCP"u8;

    /// <summary>The file that it is in; files of the first format had another name.</summary>
    public CheckpointFileName File => new(CheckpointFiles.StemOf(Document), Life, Sequence);

    /// <summary>The encoded length in bytes: where the state begins.</summary>
    public int Length { get; private init; } = FixedLength + Encoding.UTF8.GetByteCount(Document.Value);

    public byte[] Encode()
    {
        var name = Encoding.UTF8.GetBytes(Document.Value);
        var bytes = new byte[FixedLength + name.Length];
        var writer = new FieldWriter(bytes);
        writer.WriteBytes(Magic);
        writer.WriteInt32(Version);
        writer.WriteInt32(bytes.Length);
        writer.WriteInt32(Life);
        writer.WriteInt64(Sequence);
        writer.WriteInt64(Covers.Segment);
        writer.WriteInt64(Covers.Offset);
        writer.WriteInt32(StateLength);
        writer.WriteUint32(StateCrc);
        writer.WriteInt64(Replaced?.Sequence ?? NothingKept);
        writer.WriteInt64(Replaced?.Covers.Segment ?? 0);
        writer.WriteInt64(Replaced?.Covers.Offset ?? 0);
        writer.WriteInt64(Replaced?.At ?? 0);
        writer.WriteUint16((ushort)name.Length);
        writer.WriteBytes(name);
        writer.WriteUint32(Crc32C.Append(0, bytes.AsSpan(0, writer.Position)));
        return bytes;
    }

    /// <returns>Null if the bytes do not begin with a whole and correct head.</returns>
    public static CheckpointHead? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new FieldReader(bytes);
        var known = reader.ReadBytes(Magic.Length).SequenceEqual(Magic);
        var version = reader.ReadInt32();
        var length = reader.ReadInt32();
        if (!known || version is < OldestVersion or > Version
            || length is < OldestFixedLength or > MaxLength || length > bytes.Length)
        {
            return null;
        }

        var crc = new FieldReader(bytes.Slice(length - sizeof(uint), sizeof(uint))).ReadUint32();
        if (crc != Crc32C.Append(0, bytes[..(length - sizeof(uint))]))
        {
            return null;
        }

        var life = reader.ReadInt32();
        var sequence = reader.ReadInt64();
        var covers = new LogPosition(reader.ReadInt64(), reader.ReadInt64());
        var stateLength = reader.ReadInt32();
        var stateCrc = reader.ReadUint32();
        var replaced = version == OldestVersion ? null : ReadReplaced(ref reader);
        var name = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadUint16()));
        return !reader.Failed && stateLength >= 0 && sequence > 0 && DocumentName.TryCreate(name, out var document)
            ? new CheckpointHead(document, life, sequence, covers, stateLength, stateCrc, replaced) { Length = length }
            : null;
    }

    private static ReplacedCheckpoint? ReadReplaced(ref FieldReader reader)
    {
        var sequence = reader.ReadInt64();
        var replaced = new ReplacedCheckpoint(
            sequence, new LogPosition(reader.ReadInt64(), reader.ReadInt64()), reader.ReadInt64());
        return sequence == NothingKept ? null : replaced;
    }
}
