using Collab.Core;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Catalog;

/// <summary>What every catalogue promises, kept in a file; and what that file survives.</summary>
public sealed class FileCatalogTests : CatalogContract
{
    private const string VersionOne = """
        {"format":"collab-catalog","version":1}
        {"name":"a/b","seq":7,"kind":"board","title":"Plan","created":"2026-01-02T12:00:00+00:00","updated":"2026-01-02T12:01:00+00:00"}
        {"name":"x","seq":1,"kind":"text","title":"","created":"2026-01-02T13:00:00+00:00","updated":"2026-01-02T13:00:00+00:00"}
        {"name":"a/b","seq":8,"kind":"board","title":"Plan B","created":"2026-01-02T12:00:00+00:00","updated":"2026-01-02T12:05:00+00:00"}

        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("collab-catalog-").FullName;

    private string FilePath => Path.Combine(_directory, FileCatalog.FileName);

    private IEnumerable<string> Aside => Directory.EnumerateFiles(_directory, "*.damaged-*");

    [Fact]
    public async Task What_was_recorded_is_there_when_it_is_opened_again()
    {
        await Catalog.RecordAsync([Record("a", 1, title: "old"), Record("b", 1, DocumentKind.Board)], Cancellation);
        await Catalog.RecordAsync([Record("a", 2, title: "new", minutes: 3)], Cancellation);
        var before = await Catalog.ListAsync(Cancellation);

        using var again = await OpenAgainAsync();

        Assert.Equal(before, await again.ListAsync(Cancellation));
    }

    [Fact]
    public async Task What_people_did_and_what_was_deleted_is_there_when_it_is_opened_again()
    {
        await DeleteAsync("gone");
        await DeleteAsync("again");
        await Catalog.ForgetDeletionAsync(new DocumentName("again"), Cancellation);
        await Catalog.RecordAsync([Record("a", 1, title: "Plan"), Record("b", 1)], Cancellation);
        await Catalog.ChangeAsync(
            new DocumentName("a"),
            new EntryChange { Folder = "Work 🏢", IsStarred = true, IsTrashed = true, Thumbnail = "abc", At = Noon },
            Cancellation);
        var before = await Catalog.ListAsync(Cancellation);

        using var again = await OpenAgainAsync();

        Assert.Equal(before, await again.ListAsync(Cancellation));
        Assert.Equal([new DocumentName("gone")], await again.ListDeletedAsync(Cancellation));
    }

    [Fact]
    public async Task A_file_of_version_1_is_read_and_written_anew()
    {
        ((IDisposable)Catalog).Dispose();
        await File.WriteAllTextAsync(FilePath, VersionOne, Cancellation);
        var expected = new DocumentEntry(
            new DocumentName("a/b"), 8, DocumentKind.Board, "Plan B", Noon, Noon.AddMinutes(5));

        using (var upgraded = await OpenAgainAsync())
        {
            Assert.Equal(["x", "a/b"], (await upgraded.ListAsync(Cancellation)).Select(entry => entry.Name.Value));
            Assert.Equal(expected, await upgraded.FindAsync(expected.Name, Cancellation));
            await upgraded.ChangeAsync(expected.Name, new EntryChange { IsStarred = true }, Cancellation);
        }

        Assert.Equal("""{"format":"collab-catalog","version":2}""", File.ReadLines(FilePath).First());
        Assert.Equal([FilePath], Directory.EnumerateFiles(_directory));
        using var again = await OpenAgainAsync();
        Assert.Equal(expected with { IsStarred = true }, await again.FindAsync(expected.Name, Cancellation));
    }

    [Fact]
    public async Task An_upgrade_that_a_crash_cut_off_is_done_again()
    {
        ((IDisposable)Catalog).Dispose();
        await File.WriteAllTextAsync(FilePath, VersionOne, Cancellation);
        await File.WriteAllTextAsync(FilePath + ".new", """{"format":"collab-catalog","version":2}""" + "\n{\"na", Cancellation);

        using var upgraded = await OpenAgainAsync();

        Assert.Equal(2, (await upgraded.ListAsync(Cancellation)).Count);
        Assert.Equal([FilePath], Directory.EnumerateFiles(_directory));
    }

    [Fact]
    public async Task A_file_that_is_written_anew_keeps_what_was_deleted()
    {
        await DeleteAsync("gone");
        ((IDisposable)Catalog).Dispose();
        await File.AppendAllTextAsync(FilePath, "half a li", Cancellation);

        using (await OpenAgainAsync())
        {
        }

        using var again = await OpenAgainAsync();
        Assert.True(await again.IsDeletedAsync(new DocumentName("gone"), Cancellation));
    }

    [Fact]
    public async Task A_file_cut_at_any_byte_opens_with_the_lines_before_the_cut()
    {
        await Catalog.RecordAsync([Record("a", 1)], Cancellation);
        await Catalog.RecordAsync([Record("b", 1)], Cancellation);
        await Catalog.RecordAsync([Record("c", 1)], Cancellation);
        ((IDisposable)Catalog).Dispose();
        var whole = await File.ReadAllBytesAsync(FilePath, Cancellation);

        // From the end of the header: an empty file or half a header is another matter.
        for (var length = whole.AsSpan().IndexOf((byte)'\n') + 1; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length], Cancellation);
            var lines = whole.AsSpan(0, length).Count((byte)'\n') - 1;
            using (var cut = await OpenAgainAsync())
            {
                var names = (await cut.ListAsync(Cancellation)).Select(entry => entry.Name.Value);

                // A line that lacks nothing but its end counts.
                var all = new[] { "a", "b", "c" };
                Assert.True(names.SequenceEqual(all[..lines]) || names.SequenceEqual(all[..(lines + 1)]), $"cut at {length}");
                await cut.RecordAsync([Record("d", 1)], Cancellation);
            }

            using var again = await OpenAgainAsync();
            Assert.NotNull(await again.FindAsync(new DocumentName("d"), Cancellation));
        }
    }

    [Fact]
    public async Task A_file_that_is_something_else_is_refused_and_left_as_it_is()
    {
        ((IDisposable)Catalog).Dispose();
        await File.WriteAllTextAsync(FilePath, "something else\n", Cancellation);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAgainAsync);

        Assert.Contains("is no catalogue", failure.Message, StringComparison.Ordinal);
        Assert.Equal("something else\n", await File.ReadAllTextAsync(FilePath, Cancellation));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        ((IDisposable)Catalog).Dispose();
        const string Newer = """{"format":"collab-catalog","version":3}""" + "\n";
        await File.WriteAllTextAsync(FilePath, Newer, Cancellation);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAgainAsync);

        Assert.Contains("version 3", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Newer, await File.ReadAllTextAsync(FilePath, Cancellation));
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_costs_itself_alone_and_the_file_is_kept_aside()
    {
        await Catalog.RecordAsync([Record("a", 1)], Cancellation);
        await Catalog.RecordAsync([Record("b", 1)], Cancellation);
        await Catalog.RecordAsync([Record("c", 1)], Cancellation);
        ((IDisposable)Catalog).Dispose();
        var lines = await File.ReadAllLinesAsync(FilePath, Cancellation);
        lines[2] = lines[2].Replace("\"seq\":1", "\"seq\":{", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(FilePath, lines, Cancellation);

        using (var damaged = await OpenAgainAsync())
        {
            Assert.Equal(["a", "c"], (await damaged.ListAsync(Cancellation)).Select(entry => entry.Name.Value));
        }

        Assert.Equal(lines, await File.ReadAllLinesAsync(Assert.Single(Aside), Cancellation));
        using var repaired = await OpenAgainAsync();
        Assert.Single(Aside);
        Assert.Equal(2, (await repaired.ListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task A_file_of_outdated_lines_is_written_anew_and_says_the_same()
    {
        for (var sequence = 1; sequence <= 201; sequence++)
        {
            // 50 entries a line: past 10,000 lines with 50 names.
            await Catalog.RecordAsync(
                [.. Enumerable.Range(0, 50).Select(name => Record($"{name:00}", sequence, title: $"{sequence}"))], Cancellation);
        }

        var before = await Catalog.ListAsync(Cancellation);
        var grown = (await File.ReadAllLinesAsync(FilePath, Cancellation)).Length;
        for (var sequence = 202; sequence <= 206; sequence++)
        {
            await Catalog.RecordAsync(
                [.. before.Select(entry => Record(entry.Name.Value, sequence, title: $"{sequence}"))], Cancellation);
        }

        var anew = (await File.ReadAllLinesAsync(FilePath, Cancellation)).Length;
        using var again = await OpenAgainAsync();

        Assert.True(grown > 10_000 && anew < 1_000, $"{grown} lines, then {anew}");
        Assert.Equal(await Catalog.ListAsync(Cancellation), await again.ListAsync(Cancellation));
        Assert.All(await again.ListAsync(Cancellation), entry => Assert.Equal("206", entry.Title));
        Assert.Equal([FilePath], Directory.EnumerateFiles(_directory));
    }

    public override ValueTask DisposeAsync()
    {
        ((IDisposable)Catalog).Dispose();
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected override async Task<ICatalog> OpenEmptyAsync() => await OpenAgainAsync();

    private Task<FileCatalog> OpenAgainAsync() =>
        FileCatalog.OpenAsync(_directory, NullLogger<FileCatalog>.Instance);
}
