using Collab.Core;
using Collab.Server.Catalog;

namespace Collab.Server.Tests.Catalog;

/// <summary>What every <see cref="ICatalog"/> promises; one subclass for each.</summary>
public abstract class CatalogContract : IAsyncLifetime
{
    // Whole microseconds, which is what PostgreSQL keeps.
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private ICatalog? _catalog;

    private protected ICatalog Catalog => _catalog!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _catalog = await OpenEmptyAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task An_empty_catalogue_lists_nothing_and_finds_nothing()
    {
        Assert.Empty(await Catalog.ListAsync(Cancellation));
        Assert.Null(await Catalog.FindAsync(new DocumentName("a"), Cancellation));
    }

    [Fact]
    public async Task What_is_recorded_first_is_an_entry_made_at_that_time()
    {
        await Catalog.RecordAsync([Record("team/a", 3, DocumentKind.Board, "Plan ✏️", minutes: 1)], Cancellation);

        var expected = new DocumentEntry(
            new DocumentName("team/a"), 3, DocumentKind.Board, "Plan ✏️", Noon.AddMinutes(1), Noon.AddMinutes(1));
        Assert.Equal(expected, await Catalog.FindAsync(new DocumentName("team/a"), Cancellation));
        Assert.Equal([expected], await Catalog.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_newer_record_changes_all_but_when_the_entry_was_made()
    {
        await Catalog.RecordAsync([Record("a", 0, DocumentKind.Other, "", minutes: 1)], Cancellation);
        await Catalog.RecordAsync([Record("a", 9, DocumentKind.Text, "Notes", minutes: 5)], Cancellation);

        Assert.Equal(
            new DocumentEntry(
                new DocumentName("a"), 9, DocumentKind.Text, "Notes", Noon.AddMinutes(1), Noon.AddMinutes(5)),
            await Catalog.FindAsync(new DocumentName("a"), Cancellation));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_record_that_comes_late_or_again_changes_nothing(long sequence)
    {
        await Catalog.RecordAsync([Record("a", 5, DocumentKind.Page, "new", minutes: 1)], Cancellation);
        var before = await Catalog.FindAsync(new DocumentName("a"), Cancellation);

        await Catalog.RecordAsync([Record("a", sequence, DocumentKind.Board, "old", minutes: 2)], Cancellation);

        Assert.Equal(before, await Catalog.FindAsync(new DocumentName("a"), Cancellation));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_make_an_entry_older_than_itself()
    {
        await Catalog.RecordAsync([Record("a", 1, DocumentKind.Page, "one", minutes: 5)], Cancellation);
        await Catalog.RecordAsync([Record("a", 2, DocumentKind.Page, "two", minutes: 1)], Cancellation);

        var entry = await Catalog.FindAsync(new DocumentName("a"), Cancellation);

        Assert.Equal(("two", Noon.AddMinutes(5)), (entry?.Title, entry?.UpdatedAt));
    }

    [Fact]
    public async Task Times_of_other_zones_are_the_same_times()
    {
        var elsewhere = Noon.ToOffset(TimeSpan.FromHours(5.5));
        await Catalog.RecordAsync([new DocumentRecord(new DocumentName("a"), 1, DocumentKind.Page, "", elsewhere)], Cancellation);

        Assert.Equal(Noon, (await Catalog.FindAsync(new DocumentName("a"), Cancellation))?.UpdatedAt);
    }

    [Fact]
    public async Task The_last_changed_come_first_then_names_in_ordinal_order()
    {
        await Catalog.RecordAsync(
            [
                Record("b", 1, minutes: 1), Record("a", 1, minutes: 1), Record("A", 1, minutes: 1),
                Record("late", 1, minutes: 9), Record("early", 1, minutes: 0),
            ],
            Cancellation);
        await Catalog.RecordAsync([Record("early", 2, minutes: 10)], Cancellation);

        var names = (await Catalog.ListAsync(Cancellation)).Select(entry => entry.Name.Value);

        Assert.Equal(["early", "late", "A", "a", "b"], names);
    }

    [Fact]
    public async Task Names_are_told_apart_by_every_character()
    {
        string[] names = ["a", "A", "a ", "é", "e\u0301", "a/b", "a%2Fb", new string('x', DocumentName.MaxBytes)];
        await Catalog.RecordAsync([.. names.Select((name, i) => Record(name, 1, title: $"{i}"))], Cancellation);

        for (var i = 0; i < names.Length; i++)
        {
            Assert.Equal($"{i}", (await Catalog.FindAsync(new DocumentName(names[i]), Cancellation))?.Title);
        }
    }

    [Theory]
    [InlineData("'; drop table catalog; --")]
    [InlineData("<script>\"\\\u2028</script>")]
    [InlineData("🙂 \u202Eabc")]
    public async Task Titles_come_back_as_they_were(string title)
    {
        await Catalog.RecordAsync([Record("a", 1, title: title)], Cancellation);

        Assert.Equal(title, (await Catalog.FindAsync(new DocumentName("a"), Cancellation))?.Title);
    }

    [Fact]
    public async Task Nothing_to_record_is_no_mistake()
    {
        await Catalog.RecordAsync([], Cancellation);

        Assert.Empty(await Catalog.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Records_of_the_same_documents_at_the_same_time_leave_the_newest()
    {
        const int Writers = 8;
        const int Rounds = 20;
        string[] names = ["a", "b", "c", "d"];

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var sequence = (round * Writers) + writer + 1;
                var order = writer % 2 == 0 ? names : names.Reverse();
                await Catalog.RecordAsync([.. order.Select(name => Record(name, sequence, title: $"{sequence}"))], Cancellation);
            }
        }));

        var entries = await Catalog.ListAsync(Cancellation);
        Assert.Equal(Enumerable.Repeat($"{Writers * Rounds}", names.Length), entries.Select(entry => entry.Title));
    }

    private protected static DocumentRecord Record(
        string name, long sequence, DocumentKind kind = DocumentKind.Page, string title = "", int minutes = 0) =>
        new(new DocumentName(name), sequence, kind, title, Noon.AddMinutes(minutes));

    private protected abstract Task<ICatalog> OpenEmptyAsync();
}
