using System.Text;

namespace Collab.Server.Catalog;

/// <summary>Makes of any text one line that every store and page can take.</summary>
internal static class PlainLine
{
    /// <param name="maxLength">In UTF-16 units; the rest is cut off, between characters.</param>
    /// <returns>The text without control characters and lone surrogates; empty for null.</returns>
    public static string Of(string? text, int maxLength)
    {
        var line = new StringBuilder(Math.Min(text?.Length ?? 0, maxLength));
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.ToString();
    }
}
