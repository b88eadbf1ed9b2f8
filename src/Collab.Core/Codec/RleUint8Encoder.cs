namespace Collab.Core.Codec;

/// <summary>Encodes a column of bytes as runs: the value, then its run length - 1 once a different value follows; the
/// last run has no length and means "for ever".</summary>
internal sealed class RleUint8Encoder
{
    private readonly Lib0Writer _writer = new();
    private byte _value;
    private ulong _count;

    public void Write(byte value)
    {
        if (_count > 0 && _value == value)
        {
            _count++;
            return;
        }

        if (_count > 0)
        {
            _writer.WriteVarUint(_count - 1);
        }

        _count = 1;
        _value = value;
        _writer.WriteUint8(value);
    }

    /// <summary>The column's bytes.</summary>
    public byte[] ToArray() => _writer.ToArray();

    /// <summary>The column's bytes, valid until <see cref="Clear"/>, which has to come next.</summary>
    internal ReadOnlySpan<byte> Finish() => _writer.WrittenSpan;

    /// <summary>Begins anew with the same buffer.</summary>
    internal void Clear()
    {
        _writer.Clear();
        _count = 0;
    }
}
