using Collab.Core;
using Collab.Server.Commands;
using Collab.Server.Files;
using Collab.Server.Tests.Files;

namespace Collab.Server.Tests.Commands;

/// <summary>Images go with their documents out of one storage and into another.</summary>
public sealed class ExportedImageTests : IDisposable
{
    private static readonly byte[] Shared = TestImages.Png(20, 10, length: 5_000, filling: 3);
    private static readonly byte[] Own = TestImages.Jpeg(20, 10);

    private readonly DataDirectory _source = new();
    private readonly DataDirectory _target = new();
    private readonly DataDirectory _exports = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Export => Path.Combine(_exports.Path, "first");

    private string Images => Path.Combine(Export, "images");

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
        _exports.Dispose();
    }

    [Fact]
    public async Task Images_are_exported_once_for_each_content_and_imported_into_each_document()
    {
        await FillAsync();

        var exported = await Transfer.ExportAsync([_source.Setting], Export);
        var imported = await Transfer.ImportAsync([_target.Setting], Export);

        Assert.Equal((0, 0), (exported.ExitCode, imported.ExitCode));
        Assert.Equal(
            new[] { BlobKey.Of(Shared).Value, BlobKey.Of(Own).Value }.Order(StringComparer.Ordinal),
            Directory.GetFiles(Images).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(Own, await File.ReadAllBytesAsync(Path.Combine(Images, BlobKey.Of(Own).Value), Cancellation));
        Assert.Equal(Shared, await ReadAsync("page", Shared));
        Assert.Equal(Own, await ReadAsync("page", Own));
        Assert.Equal(Shared, await ReadAsync("board", Shared));
        Assert.Null(await ReadAsync("board", Own));
        Assert.Null(await BlobsOf(_target).OpenAsync(new DocumentName("page"), BlobKey.Thumbnail, Cancellation));
    }

    [Fact]
    public async Task Another_export_in_its_place_keeps_no_image_that_it_does_not_name()
    {
        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);

        await Transfer.ExportAsync([_source.Setting], Export, force: true, "board");

        Assert.Equal([BlobKey.Of(Shared).Value], Directory.GetFiles(Images).Select(file => Path.GetFileName(file)));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("changed")]
    [InlineData("no image")]
    [InlineData("elsewhere")]
    public async Task An_image_that_is_not_what_was_exported_stops_the_import_before_it_began(string damage)
    {
        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);
        var file = Path.Combine(Images, BlobKey.Of(Own).Value);
        switch (damage)
        {
            case "missing":
                File.Delete(file);
                break;
            case "changed":
                await File.WriteAllBytesAsync(file, Own[..^1], Cancellation);
                break;
            case "no image":
                var page = "<script>alert(1)</script>"u8.ToArray();
                await File.WriteAllBytesAsync(Path.Combine(Images, BlobKey.Of(page).Value), page, Cancellation);
                await NameInsteadAsync(BlobKey.Of(page).Value);
                break;
            default:
                await NameInsteadAsync("../manifest.json");
                break;
        }

        var imported = await Transfer.ImportAsync([_target.Setting], Export);

        Assert.Equal(1, imported.ExitCode);
        Assert.Contains("page: FAILED", imported.Errors, StringComparison.Ordinal);
        Assert.Null(await ReadAsync("board", Shared));
    }

    [Fact]
    public async Task A_damaged_image_is_left_out_and_told_and_its_document_is_not()
    {
        await FillAsync();
        var file = Directory.EnumerateFiles(_source.Path, BlobKey.Of(Own).Value, SearchOption.AllDirectories).Single();
        await File.WriteAllBytesAsync(file, Own[..^1], Cancellation);

        var exported = await Transfer.ExportAsync([_source.Setting], Export);

        Assert.Equal(0, exported.ExitCode);
        Assert.Contains($"image {BlobKey.Of(Own)} is damaged", exported.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await Transfer.ImportAsync([_target.Setting], Export)).ExitCode);
        Assert.Equal(Shared, await ReadAsync("page", Shared));
    }

    private static FileBlobStore BlobsOf(DataDirectory directory) => new(Path.Combine(directory.Path, "files"));

    /// <summary>A page with two images and a thumbnail, and a board with one of the images.</summary>
    private async Task FillAsync()
    {
        await _source.WriteAsync(("page", "one"), ("board", "two"));
        await _source.ListAllAsync();
        var blobs = BlobsOf(_source);
        await PutAsync("page", BlobKey.Of(Shared), Shared);
        await PutAsync("page", BlobKey.Of(Own), Own);
        await PutAsync("page", BlobKey.Thumbnail, Own);
        await PutAsync("board", BlobKey.Of(Shared), Shared);

        Task PutAsync(string document, BlobKey key, byte[] content) =>
            blobs.PutAsync(new DocumentName(document), key, content, long.MaxValue, Cancellation);
    }

    private async Task NameInsteadAsync(string other)
    {
        var manifest = Path.Combine(Export, ExportManifest.FileName);
        var text = await File.ReadAllTextAsync(manifest, Cancellation);
        await File.WriteAllTextAsync(manifest, text.Replace(BlobKey.Of(Own).Value, other, StringComparison.Ordinal), Cancellation);
    }

    /// <returns>An image as it was imported; null if it was not.</returns>
    private async Task<byte[]?> ReadAsync(string document, byte[] content)
    {
        await using var stream = await BlobsOf(_target).OpenAsync(new DocumentName(document), BlobKey.Of(content), Cancellation);
        if (stream is null)
        {
            return null;
        }

        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
