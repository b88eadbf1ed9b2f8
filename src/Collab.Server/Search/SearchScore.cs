namespace Collab.Server.Search;

/// <summary>How well a document fits a query.</summary>
/// <param name="FirstInText">Where the first word that is in the text stands in its folded form; 0 if none is.</param>
internal readonly record struct SearchScore(int Value, int FirstInText)
{
    // So that a word in the title is worth more than any number of words in the text.
    private const int InTitle = 1000;
    private const int FrontOfTitle = 100;
    private const int MaxCounted = 5;

    /// <returns>Null if a word is missing.</returns>
    public static SearchScore? Of(SearchQuery query, string title, string foldedText)
    {
        var foldedTitle = TextFolding.Fold(title);
        var value = 0;
        var first = -1;
        for (var word = 0; word < query.Count; word++)
        {
            var inTitle = query.Find(word, foldedTitle, 0);
            var inText = query.Find(word, foldedText, 0);
            if (inTitle < 0 && inText < 0)
            {
                return null;
            }

            value += inTitle < 0 ? 0 : inTitle == 0 ? InTitle + FrontOfTitle : InTitle;
            first = first >= 0 ? first : inText;
            for (var count = 0; inText >= 0 && count < MaxCounted; count++)
            {
                value++;
                inText = query.Find(word, foldedText, inText + 1);
            }
        }

        return new SearchScore(value, Math.Max(0, first));
    }
}
