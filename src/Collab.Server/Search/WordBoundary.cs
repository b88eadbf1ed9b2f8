namespace Collab.Server.Search;

/// <summary>Tells where words begin and end in a folded text.</summary>
internal static class WordBoundary
{
    // From here on most scripts write words without anything between them; so does Thai.
    private const char FirstEastAsian = '\u2e80';
    private const char FirstThai = '\u0e00';
    private const char LastThai = '\u0eff';

    public static bool IsAt(ReadOnlySpan<char> text, int place) =>
        place <= 0 || place >= text.Length || !(IsOfWord(text[place - 1]) && IsOfWord(text[place]));

    /// <summary>Whether a unit holds on to its neighbours.</summary>
    public static bool IsOfWord(char unit) =>
        (char.IsLetterOrDigit(unit) || char.IsSurrogate(unit)) && !IsWordOfItsOwn(unit);

    /// <summary>Whether a unit is part of what is looked for.</summary>
    public static bool IsSearchable(char unit) => char.IsLetterOrDigit(unit) || char.IsSurrogate(unit);

    private static bool IsWordOfItsOwn(char unit) =>
        unit is >= FirstThai and <= LastThai || (unit >= FirstEastAsian && !char.IsSurrogate(unit));
}
