using Collab.Core;
using Collab.Server.Catalog;
using Collab.Server.Search;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Search;

public sealed class SearchIndexTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly SearchOptions _options = new();
    private readonly SearchIndex _index;
    private readonly List<DocumentEntry> _entries = [];

    public SearchIndexTests() => _index = new SearchIndex(Options.Create(_options), NullLogger<SearchIndex>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("creme", true)]
    [InlineData("CRÈME brulee", true)]
    [InlineData("brul creme", false)]
    [InlineData("creme brul", true)]
    [InlineData("brulee, creme!", true)]
    [InlineData("reme", false)]
    [InlineData("creme tarte", false)]
    [InlineData("dessert creme", true)]
    [InlineData("", false)]
    [InlineData(" ,. ", false)]
    public void All_words_have_to_be_there_and_the_last_may_be_a_beginning(string query, bool isFound)
    {
        Add("a", "Dessert", "Crème brûlée for two");

        Assert.Equal(isFound, Search(query).Count == 1);
    }

    [Theory]
    [InlineData("会议")]
    [InlineData("记录")]
    [InlineData("ประชุม")]
    public void Words_that_nothing_separates_are_found_wherever_they_begin(string query)
    {
        Add("a", "", "昨天的会议记录 การประชุมเมื่อวาน");

        Assert.Single(Search(query));
    }

    [Fact]
    public void Titles_are_found_as_they_are_now_before_any_text_was_read()
    {
        _entries.Add(Entry("a", "Plan"));
        Assert.Single(Search("plan"));

        _entries[0] = _entries[0] with { Title = "Other" };
        Assert.Empty(Search("plan"));
    }

    [Fact]
    public void The_best_come_first()
    {
        Add("in text once", "", "plan");
        Add("in text often", "", "plan plan plan");
        Add("in the title", "The plan", "");
        Add("front of the title", "Plan", "");
        Add("newer", "", "plan", minutes: 5);

        Assert.Equal(["front of the title", "in the title", "in text often", "newer", "in text once"], Names(Search("plan")));
    }

    [Fact]
    public void What_is_in_the_trash_or_deleted_is_not_found()
    {
        Add("kept", "", "plan");
        Add("trashed", "", "plan");
        Add("deleted", "", "plan");
        _entries[1] = _entries[1] with { TrashedAt = Noon };
        _entries.RemoveAt(2);

        Assert.Equal(["kept"], Names(Search("plan")));
    }

    [Fact]
    public void At_most_fifty_are_shown()
    {
        for (var i = 0; i < 80; i++)
        {
            Add($"{i}", "", "plan");
        }

        Assert.Equal(50, Search("plan").Count);
    }

    [Fact]
    public void An_older_text_does_not_replace_a_newer_one_and_each_counts_once()
    {
        _entries.Add(Entry("a", ""));
        _index.Put(new DocumentName("a"), IndexedText.Of(5, "newer"));
        var bytes = _index.Bytes;
        _index.Put(new DocumentName("a"), IndexedText.Of(4, "older and longer"));
        _index.Put(new DocumentName("a"), IndexedText.Of(5, "newer"));

        Assert.Single(Search("newer"));
        Assert.Empty(Search("older"));
        Assert.Equal((bytes, 5), (_index.Bytes, _index.SequenceOf(new DocumentName("a"))));
        Assert.Equal(-1, _index.SequenceOf(new DocumentName("b")));
    }

    [Fact]
    public async Task What_goes_gives_its_memory_back()
    {
        Add("a", "", "one");
        Add("b", "", "two");
        Add("c", "", "three");

        await _index.EraseAsync(new DocumentName("a"), Cancellation);
        await _index.EraseAsync(new DocumentName("a"), Cancellation);
        _index.Keep(new HashSet<DocumentName> { new("c") });
        var rest = _index.Bytes;
        _index.Keep(new HashSet<DocumentName>());

        Assert.Equal((IndexedText.Of(1, "three").Size, 0), (rest, _index.Bytes));
    }

    [Fact]
    public void When_the_texts_take_what_they_may_only_titles_of_others_are_found()
    {
        _options.MaxBytes = 2000;
        Add("a", "first", "plan " + new string('x', 400));
        Add("b", "second", "plan " + new string('x', 400));

        Assert.Equal(["a"], Names(Search("plan")));
        Assert.Equal(["b"], Names(Search("second")));
        Assert.True(_index.Bytes <= 2000);
        Assert.Equal(1, _index.SequenceOf(new DocumentName("b")));
    }

    [Fact]
    public void A_snippet_shows_what_was_found_as_it_was_written()
    {
        var before = string.Join(' ', Enumerable.Repeat("vorher", 50));
        var after = string.Join(' ', Enumerable.Repeat("nachher", 50));
        Add("a", "", $"{before} Cre\u0300me Brûlée 🙂 creme {after}");

        var snippet = Assert.Single(Search("creme")).Snippet;

        Assert.StartsWith("…", snippet.Text, StringComparison.Ordinal);
        Assert.EndsWith("…", snippet.Text, StringComparison.Ordinal);
        Assert.InRange(snippet.Text.Length, 100, 210);
        Assert.Equal(["Cre\u0300me", "creme"], snippet.Ranges.Select(range => snippet.Text.Substring(range[0], range[1])));
    }

    [Fact]
    public void A_snippet_of_a_document_that_was_found_by_its_title_is_its_beginning()
    {
        Add("a", "Plan", "First words");
        Add("b", "Plan", "");

        var snippets = Search("plan").ToDictionary(hit => hit.Name.Value, hit => hit.Snippet);

        Assert.Equal(("First words", 0), (snippets["a"].Text, snippets["a"].Ranges.Count));
        Assert.Equal(("", 0), (snippets["b"].Text, snippets["b"].Ranges.Count));
    }

    [Fact]
    public void Whatever_is_written_and_looked_for_snippets_are_whole_characters_and_ranges_lie_in_them()
    {
        var random = new Random(11);
        string[] parts = ["a", "B", "é", "e\u0301", "\u0301", "🙂", " ", "  ", "ß", "漢", ".", "Plan", "plan", "İ"];
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 400)).Select(_ => parts[random.Next(parts.Length)]));
            _entries.Clear();
            Add($"{round}", "", text);
            foreach (var hit in Search(string.Concat(Enumerable.Range(0, 3).Select(_ => parts[random.Next(parts.Length)]))))
            {
                var (piece, ranges) = (hit.Snippet.Text, hit.Snippet.Ranges);
                Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(piece)));
                Assert.All(ranges, range => Assert.True(range[0] >= 0 && range[1] > 0 && range[0] + range[1] <= piece.Length));
                Assert.Equal(ranges.OrderBy(range => range[0]), ranges);
            }
        }
    }

    private void Add(string name, string title, string text, int minutes = 0)
    {
        _entries.Add(Entry(name, title, minutes));
        _index.Put(new DocumentName(name), IndexedText.Of(1, text));
    }

    private static DocumentEntry Entry(string name, string title, int minutes = 0) =>
        new(new DocumentName(name), 1, DocumentKind.Page, title, Noon, Noon.AddMinutes(minutes));

    private IReadOnlyList<SearchHit> Search(string query) => _index.Search(SearchQuery.Parse(query), _entries, Cancellation);

    private static IEnumerable<string> Names(IEnumerable<SearchHit> hits) => hits.Select(hit => hit.Name.Value);
}
