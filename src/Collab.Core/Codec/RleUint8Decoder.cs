namespace Collab.Core.Codec;

/// <summary>Decodes what <see cref="RleUint8Encoder"/> wrote.</summary>
/// <remarks>The last run never ends: a caller must take from elsewhere how many values there are, and limit that.</remarks>
internal ref struct RleUint8Decoder(ReadOnlySpan<byte> column)
{
    private readonly ReadOnlySpan<byte> _column = column;
    private RleUint8Cursor _cursor = new(0, column.Length);

    public byte Read() => _cursor.Read(_column);
}
