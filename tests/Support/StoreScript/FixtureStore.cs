using System.Text;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Tests.StoreScript;

/// <summary>Makes a small store with one document of each kind that a store can hold.</summary>
/// <remarks>Every update is the text that names it; a checkpoint's state is the texts that it stands for.</remarks>
internal static class FixtureStore
{
    private static long _commits;

    public static async Task<int> MakeAsync(string directory)
    {
        // Small segments, and two starts: so the log has several, and one that begins with the last frame of another.
        var options = new FileStoreOptions { Directory = directory, SegmentBytes = 600 };
        await using (var store = Open(options))
        {
            await AppendAsync(store, "in the log", "l1", "l2", "l3");
            await AppendAsync(store, "in a checkpoint", "c1", "c2");
            await CompactAsync(store, "in a checkpoint", 2, "c1c2");
            await AppendAsync(store, "deleted", "d1");
            await CompactAsync(store, "deleted", 1, "d1");
            await AppendAsync(store, "made again", "old");
            await CompactAsync(store, "made again", 1, "old");
            await store.DeleteAsync(new DocumentName("deleted"), CancellationToken.None);
            await store.DeleteAsync(new DocumentName("made again"), CancellationToken.None);
            await AppendAsync(store, "in both", "b1", "b2", "b3", "b4");
            await CompactAsync(store, "in both", 3, "b1b2b3");
            await AppendAsync(store, "made again", "m1", "m2");
        }

        await using (var store = Open(options))
        {
            await AppendAsync(store, "in both", "b5");
            await AppendAsync(store, "größe/文書/🙂", "u1");
        }

        // They say whose machine made it, and are not needed.
        File.Delete(Path.Combine(directory, "lock"));
        File.Delete(Path.Combine(directory, "lock.owner"));
        return 0;
    }

    private static FileDocumentStore Open(FileStoreOptions options) =>
        FileDocumentStore.Open(options, TimeProvider.System, NullLogger<FileDocumentStore>.Instance);

    private static async Task AppendAsync(FileDocumentStore store, string document, params string[] updates)
    {
        var part = new DocumentUpdates(
            new DocumentName(document), [.. updates.Select(update => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(update))]);
        await store.AppendAsync(
            new AppendBatch(new CommitId(new Guid("00000000-0000-0000-0000-000000000001"), ++_commits), [part]),
            CancellationToken.None);
    }

    private static Task<bool> CompactAsync(FileDocumentStore store, string document, long sequence, string state) =>
        store.CompactAsync(
            new DocumentName(document), new Checkpoint(sequence, Encoding.UTF8.GetBytes(state)), CancellationToken.None);
}
