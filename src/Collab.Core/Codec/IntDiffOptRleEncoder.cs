namespace Collab.Core.Codec;

/// <summary>Encodes a column of integers as runs of equal differences: twice the difference, plus one if the run's
/// length - 2 follows.</summary>
internal sealed class IntDiffOptRleEncoder
{
    private readonly Lib0Writer _writer = new();
    private long _value;
    private long _difference;
    private ulong _count;

    /// <param name="value">Magnitude up to 2^51, so that a doubled difference still fits the format.</param>
    public void Write(long value)
    {
        var difference = value - _value;
        _value = value;
        if (difference != _difference)
        {
            Flush();
            _difference = difference;
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
        (_value, _difference, _count) = (0, 0, 0);
    }

    private void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        _writer.WriteVarInt((_difference * 2) + (_count > 1 ? 1 : 0));
        if (_count > 1)
        {
            _writer.WriteVarUint(_count - 2);
        }

        _count = 0;
    }
}
