using Collab.Core;
using Collab.Server.Catalog;

namespace Collab.Server.Tests.Catalog;

/// <summary>What every <see cref="ICatalog"/> promises; one subclass for each.</summary>
public abstract class CatalogContract : IAsyncLifetime
{
    // Whole microseconds, which is what PostgreSQL keeps.
    private protected static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

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

    [Fact]
    public async Task What_people_do_with_a_document_is_kept_and_only_what_they_named_changes()
    {
        var name = new DocumentName("a");
        await Catalog.RecordAsync([Record("a", 1, title: "Plan"), Record("b", 1)], Cancellation);
        var other = await Catalog.FindAsync(new DocumentName("b"), Cancellation);
        var entry = await Catalog.FindAsync(name, Cancellation);

        await ChangeAsync(new EntryChange { Folder = "Work 🏢" });
        await ChangeAsync(new EntryChange { IsStarred = true });
        await ChangeAsync(new EntryChange { Thumbnail = "abc" });
        await ChangeAsync(new EntryChange { IsTrashed = true, At = Noon });
        var all = entry! with { Folder = "Work 🏢", IsStarred = true, Thumbnail = "abc", TrashedAt = Noon };
        Assert.Equal(all, await Catalog.FindAsync(name, Cancellation));
        Assert.Equal([all, other], (await Catalog.ListAsync(Cancellation)).OrderBy(listed => listed.Name));

        await ChangeAsync(new EntryChange());
        Assert.Equal(all, await Catalog.FindAsync(name, Cancellation));

        await ChangeAsync(new EntryChange { Folder = "", IsStarred = false, IsTrashed = false });
        Assert.Equal(entry with { Thumbnail = "abc" }, await Catalog.FindAsync(name, Cancellation));

        async Task ChangeAsync(EntryChange change)
        {
            var answer = await Catalog.ChangeAsync(name, change, Cancellation);
            Assert.Equal(await Catalog.FindAsync(name, Cancellation), answer);
        }
    }

    [Fact]
    public async Task A_record_of_the_document_leaves_what_people_did_with_it()
    {
        await Catalog.RecordAsync([Record("a", 1)], Cancellation);
        var changed = await Catalog.ChangeAsync(
            new DocumentName("a"),
            new EntryChange { Folder = "Work", IsStarred = true, IsTrashed = true, Thumbnail = "abc", At = Noon },
            Cancellation);

        await Catalog.RecordAsync([Record("a", 2, DocumentKind.Board, "new", minutes: 2)], Cancellation);

        Assert.Equal(
            changed! with { Sequence = 2, Kind = DocumentKind.Board, Title = "new", UpdatedAt = Noon.AddMinutes(2) },
            await Catalog.FindAsync(new DocumentName("a"), Cancellation));
    }

    [Fact]
    public async Task What_is_put_into_the_trash_again_keeps_its_time_there()
    {
        var name = new DocumentName("a");
        await Catalog.RecordAsync([Record("a", 1)], Cancellation);
        await Catalog.ChangeAsync(name, new EntryChange { IsTrashed = true, At = Noon }, Cancellation);

        var entry = await Catalog.ChangeAsync(
            name, new EntryChange { IsTrashed = true, At = Noon.AddDays(3).ToOffset(TimeSpan.FromHours(2)) }, Cancellation);

        Assert.Equal(Noon, entry?.TrashedAt);
    }

    [Fact]
    public async Task What_is_not_listed_is_not_changed()
    {
        Assert.Null(await Catalog.ChangeAsync(new DocumentName("a"), new EntryChange { IsStarred = true }, Cancellation));
        Assert.Empty(await Catalog.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_folder_is_renamed_with_all_that_is_in_it_and_nothing_else()
    {
        await Catalog.RecordAsync([Record("a", 1), Record("b", 1), Record("c", 1)], Cancellation);
        await Catalog.ChangeAsync(new DocumentName("a"), new EntryChange { Folder = "Work", IsStarred = true }, Cancellation);
        await Catalog.ChangeAsync(new DocumentName("b"), new EntryChange { Folder = "Work", IsTrashed = true, At = Noon }, Cancellation);

        Assert.Equal(FolderRenaming.Renamed, await Catalog.RenameFolderAsync("Work", "Office", Cancellation));

        var entries = (await Catalog.ListAsync(Cancellation)).OrderBy(entry => entry.Name).ToList();
        Assert.Equal(["Office", "Office", ""], entries.Select(entry => entry.Folder));
        Assert.True(entries[0].IsStarred);
        Assert.Equal(Noon, entries[1].TrashedAt);
    }

    [Fact]
    public async Task Of_two_who_rename_a_folder_one_is_told_that_it_is_not_there()
    {
        await Catalog.RecordAsync([.. Enumerable.Range(0, 20).Select(number => Record($"d{number}", 1))], Cancellation);
        foreach (var entry in await Catalog.ListAsync(Cancellation))
        {
            await Catalog.ChangeAsync(entry.Name, new EntryChange { Folder = "Work" }, Cancellation);
        }

        var outcomes = await Task.WhenAll(
            Task.Run(() => Catalog.RenameFolderAsync("Work", "Office", Cancellation), Cancellation),
            Task.Run(() => Catalog.RenameFolderAsync("Work", "Desk", Cancellation), Cancellation));

        Assert.Equal([FolderRenaming.Renamed, FolderRenaming.NotThere], outcomes.Order());
        Assert.Single((await Catalog.ListAsync(Cancellation)).Select(entry => entry.Folder).Distinct());
    }

    [Fact]
    public async Task A_folder_does_not_take_the_name_of_another_unless_that_is_in_the_trash()
    {
        await Catalog.RecordAsync([Record("a", 1), Record("b", 1)], Cancellation);
        await Catalog.ChangeAsync(new DocumentName("a"), new EntryChange { Folder = "Work" }, Cancellation);
        await Catalog.ChangeAsync(new DocumentName("b"), new EntryChange { Folder = "Office" }, Cancellation);

        Assert.Equal(FolderRenaming.Taken, await Catalog.RenameFolderAsync("Work", "Office", Cancellation));
        Assert.Equal(FolderRenaming.NotThere, await Catalog.RenameFolderAsync("Never", "Desk", Cancellation));
        Assert.Equal("Work", (await Catalog.FindAsync(new DocumentName("a"), Cancellation))?.Folder);
        await Catalog.ChangeAsync(new DocumentName("b"), new EntryChange { IsTrashed = true, At = Noon }, Cancellation);
        Assert.Equal(FolderRenaming.Renamed, await Catalog.RenameFolderAsync("Work", "Office", Cancellation));
    }

    [Fact]
    public async Task Only_what_is_in_the_trash_is_deleted()
    {
        var name = new DocumentName("a");
        await Catalog.RecordAsync([Record("a", 1), Record("b", 1)], Cancellation);

        Assert.Equal(DeletionOutcome.NotListed, await Catalog.DeleteAsync(new DocumentName("x"), Noon, Cancellation));
        Assert.Equal(DeletionOutcome.NotTrashed, await Catalog.DeleteAsync(name, Noon, Cancellation));
        await Catalog.ChangeAsync(name, new EntryChange { IsTrashed = true, At = Noon }, Cancellation);
        Assert.Equal(DeletionOutcome.Deleted, await Catalog.DeleteAsync(name, Noon, Cancellation));
        Assert.Equal(DeletionOutcome.NotListed, await Catalog.DeleteAsync(name, Noon, Cancellation));

        Assert.Equal(["b"], (await Catalog.ListAsync(Cancellation)).Select(entry => entry.Name.Value));
        Assert.Null(await Catalog.FindAsync(name, Cancellation));
        Assert.Null(await Catalog.ChangeAsync(name, new EntryChange { IsTrashed = false }, Cancellation));
    }

    [Fact]
    public async Task A_deleted_name_is_remembered_and_no_record_brings_it_back()
    {
        var name = new DocumentName("a");
        await DeleteAsync("a");

        await Catalog.RecordAsync([Record("a", 9, title: "back"), Record("b", 1)], Cancellation);

        Assert.Equal(["b"], (await Catalog.ListAsync(Cancellation)).Select(entry => entry.Name.Value));
        Assert.True(await Catalog.IsDeletedAsync(name, Cancellation));
        Assert.False(await Catalog.IsDeletedAsync(new DocumentName("b"), Cancellation));
        Assert.Equal([name], await Catalog.ListDeletedAsync(Cancellation));
    }

    [Fact]
    public async Task A_name_whose_deletion_is_forgotten_begins_anew()
    {
        await DeleteAsync("a");

        await Catalog.ForgetDeletionAsync(new DocumentName("a"), Cancellation);
        await Catalog.ForgetDeletionAsync(new DocumentName("never"), Cancellation);
        Assert.Empty(await Catalog.ListAsync(Cancellation));
        await Catalog.RecordAsync([Record("a", 1, title: "anew")], Cancellation);

        Assert.Equal(
            new DocumentEntry(new DocumentName("a"), 1, DocumentKind.Page, "anew", Noon, Noon),
            Assert.Single(await Catalog.ListAsync(Cancellation)));
        Assert.Empty(await Catalog.ListDeletedAsync(Cancellation));
    }

    /// <summary>Lists a document with all that can be said of it, and deletes it.</summary>
    private protected async Task DeleteAsync(string name)
    {
        await Catalog.RecordAsync([Record(name, 5, DocumentKind.Board, "secret")], Cancellation);
        await Catalog.ChangeAsync(
            new DocumentName(name),
            new EntryChange { Folder = "Work", IsStarred = true, IsTrashed = true, Thumbnail = "abc", At = Noon },
            Cancellation);
        await Catalog.DeleteAsync(new DocumentName(name), Noon.AddMinutes(1), Cancellation);
    }

    private protected static DocumentRecord Record(
        string name, long sequence, DocumentKind kind = DocumentKind.Page, string title = "", int minutes = 0) =>
        new(new DocumentName(name), sequence, kind, title, Noon.AddMinutes(minutes));

    private protected abstract Task<ICatalog> OpenEmptyAsync();
}
