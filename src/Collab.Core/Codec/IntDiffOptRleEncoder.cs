namespace Collab.Core.Codec;

/// <summary>Encodes a column of integers as runs of equal differences: twice the difference, plus one if the run's
/// length - 2 follows.</summary>
public sealed class IntDiffOptRleEncoder
{
    private readonly Lib0Writer _writer = new();
    private long _value;
    private long _difference;
    private ulong _count;

    /// <param name="value">Magnitude up to 2^51, so that a doubled difference still fits the format.</param>
    public void Write(long value)
    {
        if (_difference == value - _value)
        {
            _value = value;
            _count++;
            return;
        }

        Flush();
        _count = 1;
        _difference = value - _value;
        _value = value;
    }

    /// <summary>The column's bytes; nothing may be written after.</summary>
    public byte[] ToArray()
    {
        Flush();
        return _writer.ToArray();
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
