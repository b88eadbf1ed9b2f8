using System.Text;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>Looking through a store: nothing of it changes, and nothing that changed in it is overlooked.</summary>
public sealed class FileStoreInspectionTests
{
    private static readonly DocumentName Board = new("board");
    private static readonly DocumentName Page = new("page");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_stored_is_read_as_a_start_would_and_nothing_is_written()
    {
        using var directory = new TemporaryDirectory();
        await FillAsync(directory.Path);
        var before = Read(directory.Path);

        await using (var inspection = FileStoreInspection.Open(directory.Path, TimeProvider.System))
        {
            var board = await inspection.LoadAsync(Board, Cancellation);
            var page = await inspection.LoadAsync(Page, Cancellation);

            Assert.Empty(inspection.Findings);
            var listed = inspection.ListAsync(Cancellation).Select(summary => summary.Document);
            Assert.Equal([Board, Page], await listed.ToListAsync(Cancellation));
            Assert.Equal(["b1", "b2"], Texts(board!.Stored.Updates));
            Assert.Equal(1, page!.Stored.Checkpoint!.Sequence);
            Assert.Equal(["p2"], Texts(page.Stored.Updates));
            Assert.Equal(["p1"], Texts(page.Replaced));
            Assert.Null(await inspection.LoadAsync(new DocumentName("none"), Cancellation));
        }

        Assert.Equal(before, Read(directory.Path));
    }

    [Fact]
    public async Task No_changed_byte_is_overlooked()
    {
        using var directory = new TemporaryDirectory();
        await FillAsync(directory.Path);
        var counted = ReadCountedLengths(directory.Path);
        var overlooked = new List<string>();
        foreach (var path in Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith("lock", StringComparison.Ordinal)))
        {
            var content = await File.ReadAllBytesAsync(path, Cancellation);
            for (var offset = 0; offset < counted.GetValueOrDefault(path, content.Length); offset++)
            {
                var changed = content.ToArray();
                changed[offset] ^= 0x10;
                await File.WriteAllBytesAsync(path, changed, Cancellation);
                if (!await TellsAsync(directory.Path))
                {
                    overlooked.Add($"byte {offset} of {path}");
                }
            }

            await File.WriteAllBytesAsync(path, content, Cancellation);
        }

        Assert.Empty(overlooked);
        Assert.False(await TellsAsync(directory.Path));
    }

    [Fact]
    public async Task While_it_is_looked_through_no_store_opens_there()
    {
        using var directory = new TemporaryDirectory();
        await FillAsync(directory.Path);
        await using var inspection = FileStoreInspection.Open(directory.Path, TimeProvider.System);

        Assert.Throws<StoreUnavailableException>(() => Open(directory.Path));
        Assert.Throws<StoreUnavailableException>(() => FileStoreInspection.Open(directory.Path, TimeProvider.System));
    }

    /// <summary>Two updates of each document over three segments; the first of the page is in a checkpoint too.</summary>
    private static async Task FillAsync(string directory)
    {
        await using (var store = Open(directory))
        {
            await AppendAsync(store, Board, "b1");
            await AppendAsync(store, Page, "p1");
            await AppendAsync(store, Page, "p2");
            await store.CompactAsync(Page, new Checkpoint(1, "state"u8.ToArray()), Cancellation);
        }

        await using (var store = Open(directory))
        {
            await AppendAsync(store, Board, "b2");
        }

        await Open(directory).DisposeAsync();
    }

    /// <summary>Without a reserve: its bytes say nothing, so changing one of them tells nothing.</summary>
    private static FileDocumentStore Open(string directory) => FileDocumentStore.Open(
        new FileStoreOptions { Directory = directory, ReserveBytes = 0 }, TimeProvider.System,
        NullLogger<FileDocumentStore>.Instance);

    private static async Task AppendAsync(FileDocumentStore store, DocumentName document, string update) =>
        await store.AppendAsync(
            new AppendBatch(
                new CommitId(Guid.NewGuid(), 1),
                [new DocumentUpdates(document, [Encoding.UTF8.GetBytes(update)])]),
            Cancellation);

    /// <summary>How much of each older segment counts: its last frame moved on into the next.</summary>
    private static Dictionary<string, long> ReadCountedLengths(string directory)
    {
        var newest = Directory.GetFiles(directory, "*.log", SearchOption.AllDirectories).Max(StringComparer.Ordinal)!;
        return SegmentHeader.Decode(File.ReadAllBytes(newest))!.Older
            .ToDictionary(older => Path.Combine(directory, Segment.PathOf(older.Number)), older => older.Length);
    }

    /// <summary>Whether anything at all is found, or the store is refused.</summary>
    private static async Task<bool> TellsAsync(string directory)
    {
        try
        {
            await using var inspection = FileStoreInspection.Open(directory, TimeProvider.System);
            await foreach (var summary in inspection.ListAsync(Cancellation))
            {
                await inspection.LoadAsync(summary.Document, Cancellation);
            }

            return inspection.Findings.Count > 0;
        }
        catch (Exception refusal) when (refusal is IOException or InvalidDataException or NotSupportedException)
        {
            return true;
        }
    }

    private static List<string> Texts(IReadOnlyList<ReadOnlyMemory<byte>> updates) =>
        [.. updates.Select(update => Encoding.UTF8.GetString(update.Span))];

    private static List<string> Read(string directory) =>
    [
        .. Directory.GetFileSystemEntries(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => File.Exists(path) ? $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}" : path),
    ];
}
