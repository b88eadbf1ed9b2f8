namespace Collab.Server.Search;

/// <summary>What is looked for: words, all of which must be there; of the last one the beginning is enough.</summary>
internal sealed class SearchQuery
{
    /// <summary>In UTF-16 units; the rest is not looked at.</summary>
    public const int MaxLength = 200;

    private const int MaxWords = 16;

    private readonly List<string> _words;

    private SearchQuery(List<string> words) => _words = words;

    /// <summary>How many words there are; nothing is found without any.</summary>
    public int Count => _words.Count;

    public static SearchQuery Parse(string? text)
    {
        var folded = TextFolding.Fold(text.AsSpan(0, Math.Min(text?.Length ?? 0, MaxLength)));
        List<string> words = [];
        var start = 0;
        for (var at = 0; at <= folded.Length && words.Count < MaxWords; at++)
        {
            if (at == folded.Length || !WordBoundary.IsSearchable(folded[at]))
            {
                if (at > start)
                {
                    words.Add(folded[start..at]);
                }

                start = at + 1;
            }
        }

        return new SearchQuery(words);
    }

    /// <summary>Finds one of the words in a folded text.</summary>
    /// <param name="from">Where to begin.</param>
    /// <returns>Where it is; -1 if it is not there.</returns>
    public int Find(int word, ReadOnlySpan<char> text, int from)
    {
        var looked = _words[word];
        while (from <= text.Length - looked.Length)
        {
            var found = text[from..].IndexOf(looked, StringComparison.Ordinal);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (WordBoundary.IsAt(text, from) && (IsLast(word) || WordBoundary.IsAt(text, from + looked.Length)))
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    /// <summary>Finds all words in a folded text, from its front on.</summary>
    /// <param name="max">So many places of each word are enough.</param>
    /// <returns>Ascending, and none within another.</returns>
    public IReadOnlyList<(int Start, int Length)> FindAll(ReadOnlySpan<char> text, int max)
    {
        List<(int Start, int Length)> places = [];
        for (var word = 0; word < _words.Count; word++)
        {
            var left = max;
            for (var at = Find(word, text, 0); at >= 0 && left > 0; left--)
            {
                places.Add((at, _words[word].Length));
                at = Find(word, text, at + _words[word].Length);
            }
        }

        places.Sort();
        List<(int Start, int Length)> apart = [];
        foreach (var place in places)
        {
            if (apart is [.., var last] && place.Start < last.Start + last.Length)
            {
                apart[^1] = (last.Start, Math.Max(last.Length, place.Start + place.Length - last.Start));
            }
            else
            {
                apart.Add(place);
            }
        }

        return apart;
    }

    private bool IsLast(int word) => word == _words.Count - 1;
}
