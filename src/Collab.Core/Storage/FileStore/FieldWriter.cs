using System.Buffers.Binary;

namespace Collab.Core.Storage.FileStore;

/// <summary>Writes fixed-size fields, little endian, one after another into a span that is large enough.</summary>
internal ref struct FieldWriter(Span<byte> output)
{
    private readonly Span<byte> _output = output;

    public int Position { get; private set; }

    public void WriteUint8(byte value) => _output[Position++] = value;

    public void WriteUint16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void WriteUint32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    /// <summary>Writes the 16 bytes of an id in the order in which it is printed.</summary>
    public void WriteGuid(Guid value) => value.TryWriteBytes(Take(16), bigEndian: true, out _);

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int length)
    {
        var span = _output.Slice(Position, length);
        Position += length;
        return span;
    }
}
