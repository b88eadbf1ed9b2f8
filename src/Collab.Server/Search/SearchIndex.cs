using System.Collections.Concurrent;
using Collab.Core;
using Collab.Server.Catalog;
using Microsoft.Extensions.Options;

namespace Collab.Server.Search;

/// <summary>The texts of documents, in memory, and what is found in them.</summary>
/// <remarks>May be read and written at the same time. It is filled by <see cref="SearchFeeder"/>; titles come with the question, so that they are always
/// found as they are.</remarks>
internal sealed partial class SearchIndex(IOptions<SearchOptions> options, ILogger<SearchIndex> logger) : IDocumentRemains
{
    private const int MaxResults = 50;

    private readonly ConcurrentDictionary<DocumentName, IndexedText> _texts = new();
    private readonly Lock _writing = new();
    private long _bytes;
    private bool _isFull;

    /// <summary>Estimated memory of all texts.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <returns>The sequence at which a document's text was read; -1 if it was not yet.</returns>
    public long SequenceOf(DocumentName document) => _texts.GetValueOrDefault(document)?.Sequence ?? -1;

    /// <summary>Takes a document's text in, unless a newer one is there.</summary>
    public void Put(DocumentName document, IndexedText text)
    {
        lock (_writing)
        {
            var known = _texts.GetValueOrDefault(document);
            if (known?.Sequence > text.Sequence)
            {
                return;
            }

            var others = _bytes - (known?.Size ?? 0);
            if (others + text.Size > options.Value.MaxBytes)
            {
                NoteFull();
                text = IndexedText.Empty(text.Sequence);
            }

            _texts[document] = text;
            _bytes = others + text.Size;
        }
    }

    /// <summary>Lets go of what is listed no more.</summary>
    public void Keep(IReadOnlySet<DocumentName> listed)
    {
        foreach (var document in _texts.Keys.Where(document => !listed.Contains(document)))
        {
            Remove(document);
        }
    }

    public Task EraseAsync(DocumentName document, CancellationToken cancellationToken)
    {
        Remove(document);
        return Task.CompletedTask;
    }

    /// <summary>Finds the documents that have all words in title and text together.</summary>
    /// <param name="entries">What is searched; those in the trash are left out.</param>
    /// <returns>The best first: words in the title before words in the text, then the last changed.</returns>
    public IReadOnlyList<SearchHit> Search(
        SearchQuery query, IReadOnlyList<DocumentEntry> entries, CancellationToken cancellationToken)
    {
        List<Match> matches = [];
        foreach (var entry in query.Count > 0 ? entries : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            var text = _texts.GetValueOrDefault(entry.Name);
            if (entry.TrashedAt is null && SearchScore.Of(query, entry.Title, text?.Folded ?? "") is { } score)
            {
                matches.Add(new Match(entry, text, score));
            }
        }

        return
        [
            .. matches
                .OrderByDescending(match => match.Score.Value)
                .ThenByDescending(match => match.Entry.UpdatedAt)
                .ThenBy(match => match.Entry.Name)
                .Take(MaxResults)
                .Select(match => new SearchHit(
                    match.Entry.Name, Snippet.Of(match.Text?.Read() ?? "", match.Score.FirstInText, query))),
        ];
    }

    private void Remove(DocumentName document)
    {
        lock (_writing)
        {
            if (_texts.TryRemove(document, out var text))
            {
                _bytes -= text.Size;
            }
        }
    }

    private void NoteFull()
    {
        if (!_isFull)
        {
            _isFull = true;
            Log.Full(logger, options.Value.MaxBytes, _texts.Count);
        }
    }

    private readonly record struct Match(DocumentEntry Entry, IndexedText? Text, SearchScore Score);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning,
            "The texts of {Documents} documents fill the {Bytes} bytes that the search may take (Collab:Search:MaxBytes); of others only titles are found")]
        public static partial void Full(ILogger logger, long bytes, int documents);
    }
}
