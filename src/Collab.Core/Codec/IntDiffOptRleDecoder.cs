namespace Collab.Core.Codec;

/// <summary>Decodes what <see cref="IntDiffOptRleEncoder"/> wrote.</summary>
internal ref struct IntDiffOptRleDecoder(ReadOnlySpan<byte> column)
{
    private readonly ReadOnlySpan<byte> _column = column;
    private IntDiffOptRleCursor _cursor = new(0, column.Length);

    public long Read() => _cursor.Read(_column);
}
