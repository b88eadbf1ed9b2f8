using System.Globalization;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>F9: a cold start with very many documents takes few handles and little memory.</summary>
/// <remarks>10,000 documents; 100,000 with COLLAB_LONG=1. Times are for benchmarks.</remarks>
[Collection(nameof(MeasuredMemory))]
public sealed class FileStoreScaleTests
{
    private const int BytesForEach = 3 << 10;

    private static readonly int Count = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1" ? 100_000 : 10_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F9_a_start_with_very_many_documents_keeps_little_of_each_in_memory()
    {
        using var directory = new TemporaryDirectory();
        var options = new FileStoreOptions { Directory = directory.Path, ReserveBytes = 0 };
        await using (var store = Open(options))
        {
            foreach (var names in Enumerable.Range(0, Count).Select(Name).Chunk(1000))
            {
                await store.AppendAsync(
                    new AppendBatch(
                        new CommitId(Guid.NewGuid(), 1),
                        [.. names.Select(name => new DocumentUpdates(name, [new byte[100]]))]),
                    Cancellation);
            }
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var handles = Handles(directory.Path);
        await using var opened = Open(options);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        // One buffer has the length of a segment, which is all of the log here; 300 MiB for 100,000 is the goal.
        Assert.InRange(kept, 1, (long)Count * BytesForEach);
        Assert.InRange(Handles(directory.Path) - handles, 0, 4);
        Assert.Equal(Count, await opened.ListAsync(Cancellation).CountAsync(Cancellation));
        Assert.Single((await opened.LoadAsync(Name(Count / 2), Cancellation))!.Updates);
    }

    private static DocumentName Name(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"folder/document {number}"));

    /// <summary>The files of a directory that this process has open; 0 where that cannot be told.</summary>
    private static int Handles(string directory) => OperatingSystem.IsLinux()
        ? new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Count(link => link.LinkTarget?.StartsWith(directory, StringComparison.Ordinal) is true)
        : 0;

    private static FileDocumentStore Open(FileStoreOptions options) =>
        FileDocumentStore.Open(options, TimeProvider.System, NullLogger<FileDocumentStore>.Instance);
}
