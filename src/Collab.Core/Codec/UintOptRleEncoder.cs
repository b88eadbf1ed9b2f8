namespace Collab.Core.Codec;

/// <summary>Encodes a column of unsigned integers: a value alone is written as it is, a run as the negated value
/// (zero as negative zero) and the run's length - 2.</summary>
internal sealed class UintOptRleEncoder
{
    private readonly Lib0Writer _writer = new();
    private ulong _value;
    private ulong _count;

    public void Write(ulong value)
    {
        if (_value != value)
        {
            Flush();
            _value = value;
        }

        _count++;
    }

    /// <summary>The column's bytes; nothing may be written after.</summary>
    public byte[] ToArray() => Finish().ToArray();

    /// <summary>The column's bytes, valid until <see cref="Clear"/>, which has to come next.</summary>
    internal ReadOnlySpan<byte> Finish()
    {
        Flush();
        return _writer.WrittenSpan;
    }

    /// <summary>Begins anew with the same buffer.</summary>
    internal void Clear()
    {
        _writer.Clear();
        (_value, _count) = (0, 0);
    }

    private void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        _writer.WriteVarInt(_value, isNegative: _count > 1);
        if (_count > 1)
        {
            _writer.WriteVarUint(_count - 2);
        }

        _count = 0;
    }
}
