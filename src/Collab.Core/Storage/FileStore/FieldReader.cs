using System.Buffers.Binary;

namespace Collab.Core.Storage.FileStore;

/// <summary>Reads what <see cref="FieldWriter"/> wrote. Input that ends early gives zeros and sets
/// <see cref="Failed"/>.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> input)
{
    private readonly ReadOnlySpan<byte> _input = input;

    public int Position { get; private set; }

    public bool Failed { get; private set; }

    public byte ReadUint8() => Take(1, out var bytes) ? bytes[0] : (byte)0;

    public ushort ReadUint16() =>
        Take(sizeof(ushort), out var bytes) ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : (ushort)0;

    public int ReadInt32() => Take(sizeof(int), out var bytes) ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : 0;

    public uint ReadUint32() => Take(sizeof(uint), out var bytes) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    public long ReadInt64() => Take(sizeof(long), out var bytes) ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;

    public Guid ReadGuid() => Take(16, out var bytes) ? new Guid(bytes, bigEndian: true) : Guid.Empty;

    public ReadOnlySpan<byte> ReadBytes(int length) => Take(length, out var bytes) ? bytes : default;

    private bool Take(int length, out ReadOnlySpan<byte> bytes)
    {
        if (Failed || length < 0 || length > _input.Length - Position)
        {
            Failed = true;
            bytes = default;
            return false;
        }

        bytes = _input.Slice(Position, length);
        Position += length;
        return true;
    }
}
