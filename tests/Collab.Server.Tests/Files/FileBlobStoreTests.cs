using Collab.Core.Storage;
using Collab.Server.Files;

namespace Collab.Server.Tests.Files;

/// <summary>What every store of images promises, kept in files; and what those survive.</summary>
public sealed class FileBlobStoreTests : BlobStoreContract
{
    private readonly string _directory = Directory.CreateTempSubdirectory("collab-files-").FullName;

    private string Root => Path.Combine(_directory, "files");

    [Fact]
    public async Task What_was_put_is_there_for_the_next_process()
    {
        await PutAsync(Document, [1, 2, 3]);

        var again = new FileBlobStore(Root);

        await using var stream = await again.OpenAsync(Document, BlobKey.Of([1, 2, 3]), Cancellation);
        Assert.Equal(3, stream?.Length);
    }

    [Fact]
    public async Task Whatever_a_document_is_called_its_files_stay_below_the_directory()
    {
        foreach (var name in new[] { "../../outside", "/etc/passwd", "..", "a\\..\\..\\b", "con", new string('x', Core.DocumentName.MaxBytes) })
        {
            await PutAsync(new Core.DocumentName(name), [1]);
        }

        Assert.Equal([Root], Directory.EnumerateFileSystemEntries(_directory));
        Assert.Equal(6, Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_not_there_and_does_not_count()
    {
        await PutAsync(Document, [1]);
        var file = Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Single();
        await File.WriteAllBytesAsync(
            Path.Combine(Path.GetDirectoryName(file)!, $"{BlobKey.Of([9])}.tmp"), new byte[500], Cancellation);

        Assert.Null(await Store.OpenAsync(Document, BlobKey.Of([9]), Cancellation));
        Assert.Equal(PutOutcome.Kept, await PutAsync(Document, [9], quota: 2));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_makes_the_storage_unavailable()
    {
        await File.WriteAllTextAsync(Root, "in the way", Cancellation);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(Document, [1]));
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected override Task<IBlobStore> OpenAsync() => Task.FromResult<IBlobStore>(new FileBlobStore(Root));
}
