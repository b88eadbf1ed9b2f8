using System.Text;

namespace Collab.Core.Blocks;

/// <summary>UTF-16 units, in which Yjs counts, within valid UTF-8, which the store keeps.</summary>
internal static class Utf8Units
{
    /// <summary>U+FFFD in UTF-8: what either half of a split surrogate pair becomes.</summary>
    public static ReadOnlySpan<byte> Replacement => [0xEF, 0xBF, 0xBD];

    /// <summary>Bytes of a character outside the BMP, which counts as two units.</summary>
    public const int PairBytes = 4;

    public static int Count(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetCharCount(utf8);

    /// <summary>Bytes of the character that begins with this one.</summary>
    public static int BytesFrom(byte lead) => lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : PairBytes;

    /// <summary>Finds where a unit begins.</summary>
    /// <param name="totalUnits">All units of the text; equal to its bytes if it is ASCII.</param>
    /// <param name="splitsPair">The unit is the second half of the character at the returned offset.</param>
    public static int OffsetOf(ReadOnlySpan<byte> utf8, int units, int totalUnits, out bool splitsPair)
    {
        splitsPair = false;
        if (utf8.Length == totalUnits)
        {
            return units;
        }

        var offset = 0;
        while (units > 0)
        {
            var lead = utf8[offset];
            if (lead >= 0xF0 && units == 1)
            {
                splitsPair = true;
                return offset;
            }

            units -= lead >= 0xF0 ? 2 : 1;
            offset += BytesFrom(lead);
        }

        return offset;
    }
}
