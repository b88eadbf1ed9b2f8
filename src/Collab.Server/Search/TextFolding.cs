using System.Globalization;

namespace Collab.Server.Search;

/// <summary>Makes texts alike that people take for the same: without case, accents and other marks.</summary>
/// <remarks>What stays has the same number of UTF-16 units; marks go. So a place in a folded text is found again by counting.</remarks>
internal static class TextFolding
{
    private const char Dropped = '\0';

    private static readonly char[] Folded = MakeTable();

    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new char[text.Length];
        var length = 0;
        foreach (var unit in text)
        {
            if (Folded[unit] is var kept and not Dropped)
            {
                folded[length++] = kept;
            }
        }

        return new string(folded, 0, length);
    }

    /// <summary>Finds the units of a text that certain units of its folded form came from.</summary>
    /// <param name="places">In the folded text, ascending; its length is one too.</param>
    /// <returns>For each the place in the text; of the end, the text's length.</returns>
    public static int[] Unfold(ReadOnlySpan<char> text, IReadOnlyList<int> places)
    {
        var found = new int[places.Count];
        var next = 0;
        var at = 0;
        for (var i = 0; i < text.Length && next < found.Length; i++)
        {
            if (Folded[text[i]] == Dropped)
            {
                continue;
            }

            while (next < found.Length && places[next] == at)
            {
                found[next++] = i;
            }

            at++;
        }

        Array.Fill(found, text.Length, next, found.Length - next);
        return found;
    }

    private static char[] MakeTable()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var unit = (char)i;
            table[i] = unit == Dropped || CharUnicodeInfo.GetUnicodeCategory(unit) == UnicodeCategory.NonSpacingMark
                ? Dropped
                : char.ToLowerInvariant(unit);
        }

        var bare = new Dictionary<char, char>();
        foreach (var forms in LetterForms.All)
        {
            foreach (var form in forms.AsSpan(1))
            {
                bare[form] = forms[0];
            }
        }

        for (var i = 0; i < table.Length; i++)
        {
            table[i] = bare.GetValueOrDefault(table[i], table[i]);
        }

        return table;
    }
}
