using Collab.Core.Storage;
using Collab.Core.Tests.Storage.FileStore;

namespace Collab.Core.Tests.Storage;

public sealed class DurableFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string File => Path.Combine(_directory.Path, "file");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_is_replaced_by_a_shorter_one_and_nothing_else_is_left()
    {
        DurableFiles.Write(File, "long ago"u8);
        DurableFiles.Write(File, "now"u8);

        Assert.Equal("now", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_stays_and_nothing_else_is_left()
    {
        Directory.CreateDirectory(File);

        Assert.ThrowsAny<SystemException>(() => DurableFiles.Write(File, "new"u8));

        Assert.Equal([File], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_directory_is_made_once_with_those_above_it()
    {
        var path = Path.Combine(_directory.Path, "a", "b");

        DurableFiles.CreateDirectory(path);
        DurableFiles.CreateDirectory(path);

        Assert.True(Directory.Exists(path));
    }
}
