namespace Collab.Server.Search;

/// <summary>A piece of a text around what was found in it.</summary>
/// <param name="Ranges">What was found, as start and length in UTF-16 units of the piece.</param>
internal sealed record Snippet(string Text, IReadOnlyList<int[]> Ranges)
{
    private const int Before = 60;
    private const int MaxLength = 200;
    private const int MaxRangesOfWord = 10;
    private const string Cut = "…";

    /// <param name="text">The text as it was written.</param>
    /// <param name="foldedPlace">A place in its folded form that is to be seen.</param>
    public static Snippet Of(string text, int foldedPlace, SearchQuery query)
    {
        var place = TextFolding.Unfold(text, [foldedPlace])[0];
        var start = BeginOfWord(text, Math.Max(0, place - Before), place);
        var end = EndOfWord(text, Math.Min(text.Length, start + MaxLength), start);
        var piece = (start > 0 ? Cut : "") + text[start..end] + (end < text.Length ? Cut : "");
        var found = query.FindAll(TextFolding.Fold(piece), MaxRangesOfWord);
        var ends = TextFolding.Unfold(piece, [.. found.SelectMany(range => new[] { range.Start, range.Start + range.Length })]);
        return new Snippet(piece, [.. found.Select((_, i) => new[] { ends[2 * i], ends[(2 * i) + 1] - ends[2 * i] })]);
    }

    /// <summary>Moves forward to where a word begins, if one does before the place; never into the middle of a character.</summary>
    private static int BeginOfWord(string text, int start, int place)
    {
        var at = start;
        while (at > 0 && at < place && !WordBoundary.IsAt(text, at))
        {
            at++;
        }

        at = at < place ? at : start;
        return at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at + 1 : at;
    }

    /// <summary>Moves back to where a word ends, if one does nearby; never into the middle of a character.</summary>
    private static int EndOfWord(string text, int end, int start)
    {
        var at = end;
        while (at < text.Length && at > end - Before && at > start && !WordBoundary.IsAt(text, at))
        {
            at--;
        }

        at = at > end - Before && at > start ? at : end;
        return at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }
}
