using System.Text;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Collab.Core.Tests.TestData;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>F11: a store that an earlier version wrote is opened by this one (tests/fixtures/README.md says how it was
/// made).</summary>
public sealed class OldFormatTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_store_of_the_first_format_is_read_written_and_read_again()
    {
        Copy(Repository.Fixture("file-store-1"), _directory.Path);
        var inBoth = new DocumentName("in both");
        await using (var store = Open())
        {
            await AssertHoldsAsync(store, ["b4", "b5"]);

            await AppendAsync(store, inBoth, "b6");
            Assert.True(await store.CompactAsync(inBoth, new Checkpoint(6, "b1b2b3b4b5b6"u8.ToArray()), Cancellation));
            await AppendAsync(store, inBoth, "b7");
        }

        await using (var store = Open())
        {
            await AssertHoldsAsync(store, ["b7"]);

            // The checkpoint of the old format is what is kept beside the new one.
            var previous = await store.LoadPreviousAsync(inBoth, Cancellation);
            Assert.Equal("b1b2b3b4b5b6b7", Text(previous!));

            // And goes when its time is over.
            _time.Advance(TimeSpan.FromHours(25));
            Assert.True(await store.CompactAsync(inBoth, new Checkpoint(7, "b1b2b3b4b5b6b7"u8.ToArray()), Cancellation));
            Assert.Equal(6, (await store.LoadPreviousAsync(inBoth, Cancellation))!.Checkpoint!.Sequence);
        }

        await using (var store = Open())
        {
            await AssertHoldsAsync(store, []);
            Assert.Equal(3, Directory.GetFiles(_directory.Path, "*.ckpt", SearchOption.AllDirectories).Length);
        }
    }

    [Fact]
    public async Task A_store_of_the_first_format_is_whole_to_those_who_look_through_it()
    {
        await using var inspection = FileStoreInspection.Open(Repository.Fixture("file-store-1"), TimeProvider.System);

        Assert.Empty(inspection.Findings);
        var inBoth = await inspection.LoadAsync(new DocumentName("in both"), Cancellation);
        Assert.Equal("b1b2b3b4b5", Text(inBoth!.Stored));
        Assert.Null(inBoth.Previous);
    }

    private static async Task AssertHoldsAsync(FileDocumentStore store, IReadOnlyList<string> inBothAfterCheckpoint)
    {
        var listed = store.ListAsync(Cancellation).Select(summary => summary.Document.Value);
        Assert.Equal(
            ["größe/文書/🙂", "in a checkpoint", "in both", "in the log", "made again"],
            (await listed.ToListAsync(Cancellation)).Order(StringComparer.Ordinal));
        Assert.Equal("l1l2l3", Text(await LoadAsync(store, "in the log")));
        Assert.Equal("c1c2", Text(await LoadAsync(store, "in a checkpoint")));
        Assert.Equal("m1m2", Text(await LoadAsync(store, "made again")));
        Assert.Equal("u1", Text(await LoadAsync(store, "größe/文書/🙂")));
        var inBoth = await LoadAsync(store, "in both");
        Assert.StartsWith("b1b2b3b4b5", Text(inBoth), StringComparison.Ordinal);
        Assert.Equal(inBothAfterCheckpoint, inBoth.Updates.Select(update => Encoding.UTF8.GetString(update.Span)));
    }

    private static async Task<StoredDocument> LoadAsync(FileDocumentStore store, string document) =>
        (await store.LoadAsync(new DocumentName(document), Cancellation))!;

    private static string Text(StoredDocument stored) =>
        Encoding.UTF8.GetString((stored.Checkpoint?.State ?? default).Span)
        + string.Concat(stored.Updates.Select(update => Encoding.UTF8.GetString(update.Span)));

    private static async Task AppendAsync(FileDocumentStore store, DocumentName document, string update) =>
        await store.AppendAsync(
            new AppendBatch(
                new CommitId(Guid.NewGuid(), 1), [new DocumentUpdates(document, [Encoding.UTF8.GetBytes(update)])]),
            Cancellation);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private FileDocumentStore Open() => FileDocumentStore.Open(
        new FileStoreOptions { Directory = _directory.Path }, _time, NullLogger<FileDocumentStore>.Instance);
}
