namespace Collab.Core.Codec;

/// <summary>Decodes what <see cref="UintOptRleEncoder"/> wrote.</summary>
internal ref struct UintOptRleDecoder(ReadOnlySpan<byte> column)
{
    private readonly ReadOnlySpan<byte> _column = column;
    private UintOptRleCursor _cursor = new(0, column.Length);

    public ulong Read() => _cursor.Read(_column);
}
