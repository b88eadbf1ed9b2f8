using System.Text;
using System.Text.Unicode;
using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>A place in the column of texts of a V2 update: all texts as one UTF-8 text, and their lengths in UTF-16 units
/// as a column of their own.</summary>
/// <remarks>A length may end between the halves of a character outside the BMP. Either half then stands for U+FFFD: what
/// Yjs's text becomes as soon as it is encoded.</remarks>
internal struct StringColumn
{
    private readonly int _end;
    private readonly bool _isAscii;
    private UintOptRleCursor _lengths;
    private int _position;

    // The character at the position was half read by the text before.
    private bool _isWithinPair;

    /// <param name="start">Where the column begins in the update, after its length.</param>
    public StringColumn(ReadOnlySpan<byte> update, int start, int end)
    {
        var reader = Lib0Reader.At(update[..end], start);
        var text = reader.ReadVarBytes();
        _end = reader.Position;
        _position = _end - text.Length;
        _isAscii = Ascii.IsValid(text);
        if (!_isAscii && !Utf8.IsValid(text))
        {
            reader.ThrowMalformed("text is not UTF-8");
        }

        _lengths = new UintOptRleCursor(_end, end);
    }

    /// <summary>Bytes of text that were not read yet.</summary>
    public readonly int Remaining => _end - _position;

    /// <summary>Reads a text.</summary>
    /// <param name="units">Its length in UTF-16 units.</param>
    /// <param name="halves">Which halves of characters it has at its ends, beside what is returned.</param>
    /// <returns>The whole characters of it, in the update.</returns>
    public Slice Read(ReadOnlySpan<byte> update, out int units, out StringHalves halves)
    {
        halves = StringHalves.None;
        units = _lengths.Read31(update, "length of text");
        if (_isAscii)
        {
            if (units > Remaining)
            {
                ThrowTooLong(update);
            }

            _position += units;
            return new Slice(_position - units, units);
        }

        return ReadWide(update, units, ref halves);
    }

    private Slice ReadWide(ReadOnlySpan<byte> update, int units, ref StringHalves halves)
    {
        if (units == 0)
        {
            return new Slice(_position, 0);
        }

        if (_isWithinPair)
        {
            halves |= StringHalves.First;
            _isWithinPair = false;
            _position += Utf8Units.PairBytes;
            units--;
        }

        var start = _position;
        while (units > 0)
        {
            var ascii = update.Slice(_position, Math.Min(Remaining, units));
            var run = ascii.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            run = run < 0 ? ascii.Length : run;
            _position += run;
            units -= run;
            if (units > 0)
            {
                units -= ReadCharacter(update, units, ref halves);
            }
        }

        return new Slice(start, _position - start);
    }

    private int ReadCharacter(ReadOnlySpan<byte> update, int units, ref StringHalves halves)
    {
        if (_position == _end)
        {
            ThrowTooLong(update);
        }

        var bytes = Utf8Units.BytesFrom(update[_position]);
        if (bytes == Utf8Units.PairBytes && units == 1)
        {
            halves |= StringHalves.Last;
            _isWithinPair = true;
            return 1;
        }

        _position += bytes;
        return bytes == Utf8Units.PairBytes ? 2 : 1;
    }

    private readonly void ThrowTooLong(ReadOnlySpan<byte> update) =>
        Lib0Reader.At(update, _position).ThrowMalformed("text runs past the end of its column");
}
