using System.Text;

namespace Collab.Server.Catalog;

/// <summary>Makes a title fit for a list: whatever a client wrote into a document, every store and page can take it.</summary>
internal static class DocumentTitle
{
    /// <summary>In UTF-16 units; more is cut off in the catalogue, not in the document.</summary>
    public const int MaxLength = 200;

    /// <returns>The title without control characters and lone surrogates; empty for null.</returns>
    public static string Normalize(string? title)
    {
        var normal = new StringBuilder(Math.Min(title?.Length ?? 0, MaxLength));
        foreach (var rune in (title ?? "").EnumerateRunes())
        {
            if (normal.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            normal.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return normal.ToString();
    }
}
