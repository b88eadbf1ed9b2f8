using Collab.Core;
using Collab.Server.Files;

namespace Collab.Server.Tests.Files;

/// <summary>What every <see cref="IBlobStore"/> promises; one subclass for each.</summary>
public abstract class BlobStoreContract : IAsyncLifetime
{
    private const long NoQuota = long.MaxValue;

    private protected static readonly DocumentName Document = new("team/a & \"b\"/../c");

    private IBlobStore? _store;

    private protected IBlobStore Store => _store!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task What_was_put_comes_back()
    {
        var large = TestImages.Png(1, 1, length: 700_001, filling: 7);
        await PutAsync(Document, large);
        await PutAsync(Document, [1, 2, 3]);

        Assert.Equal(large, await ReadAsync(Document, BlobKey.Of(large)));
        Assert.Equal([1, 2, 3], await ReadAsync(Document, BlobKey.Of([1, 2, 3])));
    }

    [Fact]
    public async Task What_was_put_is_listed_without_the_thumbnail_and_without_others()
    {
        await PutAsync(Document, [1, 2, 3]);
        await PutAsync(Document, [4]);
        await Store.PutAsync(Document, BlobKey.Thumbnail, new byte[] { 5 }, NoQuota, Cancellation);
        await PutAsync(new DocumentName("other"), [6]);

        var keys = await Store.ListAsync(Document, Cancellation);

        Assert.Equal(
            new[] { BlobKey.Of([1, 2, 3]).Value, BlobKey.Of([4]).Value }.Order(StringComparer.Ordinal), keys.Select(key => key.Value));
        Assert.Empty(await Store.ListAsync(new DocumentName("none"), Cancellation));
    }

    [Fact]
    public async Task It_can_be_read_from_any_place()
    {
        var bytes = new byte[600_000];
        new Random(1).NextBytes(bytes);
        await PutAsync(Document, bytes);

        await using var stream = await Store.OpenAsync(Document, BlobKey.Of(bytes), Cancellation);
        var part = new byte[1000];
        foreach (var place in new[] { 599_000, 0, 262_000, 261_999, 400_000 })
        {
            stream!.Seek(place, SeekOrigin.Begin);
            await stream.ReadExactlyAsync(part, Cancellation);
            Assert.Equal(bytes[place..(place + part.Length)], part);
        }

        stream!.Seek(0, SeekOrigin.End);
        Assert.Equal(0, await stream.ReadAsync(part, Cancellation));
    }

    [Fact]
    public async Task What_was_not_put_there_is_not_there()
    {
        await PutAsync(Document, [1]);

        Assert.Null(await Store.OpenAsync(Document, BlobKey.Of([2]), Cancellation));
        Assert.Null(await Store.OpenAsync(new DocumentName("other"), BlobKey.Of([1]), Cancellation));
        Assert.Null(await Store.OpenAsync(Document, BlobKey.Thumbnail, Cancellation));
    }

    [Fact]
    public async Task The_files_of_a_document_take_no_more_than_their_quota_and_the_same_one_counts_once()
    {
        Assert.Equal(PutOutcome.Kept, await PutAsync(Document, new byte[60], quota: 100));
        Assert.Equal(PutOutcome.Kept, await PutAsync(Document, new byte[60], quota: 100));
        Assert.Equal(PutOutcome.Kept, await PutAsync(Document, new byte[40], quota: 100));
        Assert.Equal(PutOutcome.OverQuota, await PutAsync(Document, [1], quota: 100));
        Assert.Equal(PutOutcome.Kept, await PutAsync(new DocumentName("other"), [1], quota: 100));

        Assert.Null(await Store.OpenAsync(Document, BlobKey.Of([1]), Cancellation));
    }

    [Fact]
    public async Task Files_that_come_at_once_stay_within_the_quota_together()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(i => PutAsync(Document, [.. Enumerable.Repeat((byte)i, 30)], quota: 100)));

        Assert.Equal(3, outcomes.Count(outcome => outcome == PutOutcome.Kept));
    }

    [Fact]
    public async Task A_thumbnail_is_replaced_and_does_not_count()
    {
        await Store.PutAsync(Document, BlobKey.Thumbnail, new byte[90], NoQuota, Cancellation);
        await Store.PutAsync(Document, BlobKey.Thumbnail, new byte[] { 1, 2 }, NoQuota, Cancellation);

        Assert.Equal([1, 2], await ReadAsync(Document, BlobKey.Thumbnail));
        Assert.Equal(PutOutcome.Kept, await PutAsync(Document, new byte[100], quota: 100));
    }

    [Fact]
    public async Task A_copy_has_all_and_outlives_the_original()
    {
        var copy = new DocumentName("copy");
        await PutAsync(Document, [1]);
        await Store.PutAsync(Document, BlobKey.Thumbnail, new byte[] { 2 }, NoQuota, Cancellation);

        await Store.CopyAsync(Document, copy, Cancellation);
        await Store.CopyAsync(new DocumentName("nothing"), new DocumentName("empty"), Cancellation);
        await PutAsync(copy, [3]);
        await Store.EraseAsync(Document, Cancellation);

        Assert.Equal([1], await ReadAsync(copy, BlobKey.Of([1])));
        Assert.Equal([2], await ReadAsync(copy, BlobKey.Thumbnail));
        Assert.Equal([3], await ReadAsync(copy, BlobKey.Of([3])));
        Assert.Null(await Store.OpenAsync(Document, BlobKey.Of([3]), Cancellation));
    }

    [Fact]
    public async Task What_is_erased_is_gone_and_nothing_else()
    {
        var other = new DocumentName("other");
        await PutAsync(Document, [1]);
        await Store.PutAsync(Document, BlobKey.Thumbnail, new byte[] { 2 }, NoQuota, Cancellation);
        await PutAsync(other, [1]);

        await Store.EraseAsync(Document, Cancellation);
        await Store.EraseAsync(Document, Cancellation);

        Assert.Null(await Store.OpenAsync(Document, BlobKey.Of([1]), Cancellation));
        Assert.Null(await Store.OpenAsync(Document, BlobKey.Thumbnail, Cancellation));
        Assert.Equal([1], await ReadAsync(other, BlobKey.Of([1])));
    }

    private protected Task<PutOutcome> PutAsync(DocumentName document, byte[] content, long quota = NoQuota) =>
        Store.PutAsync(document, BlobKey.Of(content), content, quota, Cancellation);

    private protected async Task<byte[]> ReadAsync(DocumentName document, BlobKey key)
    {
        await using var stream = await Store.OpenAsync(document, key, Cancellation);
        Assert.NotNull(stream);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancellation);
        Assert.Equal(stream.Length, bytes.Length);
        return bytes.ToArray();
    }

    private protected abstract Task<IBlobStore> OpenAsync();
}
