using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Catalog;

public sealed class CatalogMirrorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_document_says_of_itself_is_in_the_catalogue_when_the_server_has_stopped()
    {
        var catalog = new MemoryCatalog();
        using var mirror = Mirror(catalog);
        await mirror.StartAsync(Cancellation);

        await mirror.CommittedAsync(Change("a", 1, new DocumentMeta("board", "Plan")), Cancellation);
        await mirror.CommittedAsync(Change("b", 7, default), Cancellation);
        await mirror.StopAsync(Cancellation);

        Assert.Equal(
            [
                new DocumentEntry(new DocumentName("a"), 1, DocumentKind.Board, "Plan", Noon, Noon),
                new DocumentEntry(new DocumentName("b"), 7, DocumentKind.Other, "", Noon, Noon),
            ],
            await catalog.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Of_several_changes_that_wait_the_newest_is_written()
    {
        var catalog = new FlakyCatalog();
        using var mirror = Mirror(catalog);

        foreach (var sequence in new long[] { 1, 3, 2 })
        {
            await mirror.CommittedAsync(Change("a", sequence, new DocumentMeta("text", $"{sequence}")), Cancellation);
        }

        await mirror.StartAsync(Cancellation);
        await catalog.Recorded;
        await mirror.StopAsync(Cancellation);

        Assert.Equal("3", Assert.Single(await catalog.Inner.ListAsync(Cancellation)).Title);
        Assert.Equal(1, catalog.RecordsSeen);
    }

    [Fact]
    public async Task A_catalogue_that_cannot_be_written_is_tried_again()
    {
        var catalog = new FlakyCatalog { Failures = 3 };
        using var mirror = Mirror(catalog);
        await mirror.StartAsync(Cancellation);

        await mirror.CommittedAsync(Change("a", 1, new DocumentMeta("page", "kept")), Cancellation);
        await catalog.Recorded.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await mirror.StopAsync(Cancellation);

        Assert.Equal("kept", Assert.Single(await catalog.Inner.ListAsync(Cancellation)).Title);
        Assert.Equal(0, catalog.Failures);
    }

    private static CatalogMirror Mirror(ICatalog catalog) =>
        new(catalog, new HastyTime(), NullLogger<CatalogMirror>.Instance);

    private static CommittedChange Change(string name, long sequence, DocumentMeta meta) =>
        new(new DocumentName(name), sequence, meta, Noon);

    /// <summary>Every delay is over at once.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    /// <summary>Fails a number of times before it records.</summary>
    private sealed class FlakyCatalog : ICatalog
    {
        private readonly TaskCompletionSource _recorded = new();

        public int Failures { get; set; }

        public int RecordsSeen { get; private set; }

        public MemoryCatalog Inner { get; } = new();

        public Task Recorded => _recorded.Task;

        public async Task RecordAsync(IReadOnlyCollection<DocumentRecord> records, CancellationToken cancellationToken)
        {
            if (Failures > 0)
            {
                Failures--;
                throw new StoreUnavailableException("not now");
            }

            RecordsSeen += records.Count;
            await Inner.RecordAsync(records, cancellationToken);
            _recorded.TrySetResult();
        }

        public Task<DocumentEntry?> FindAsync(DocumentName name, CancellationToken cancellationToken) =>
            Inner.FindAsync(name, cancellationToken);

        public Task<IReadOnlyList<DocumentEntry>> ListAsync(CancellationToken cancellationToken) =>
            Inner.ListAsync(cancellationToken);

        public Task<DocumentEntry?> ChangeAsync(
            DocumentName name, EntryChange change, CancellationToken cancellationToken) =>
            Inner.ChangeAsync(name, change, cancellationToken);

        public Task<FolderRenaming> RenameFolderAsync(string from, string to, CancellationToken cancellationToken) =>
            Inner.RenameFolderAsync(from, to, cancellationToken);

        public Task<DeletionOutcome> DeleteAsync(
            DocumentName name, DateTimeOffset at, CancellationToken cancellationToken) =>
            Inner.DeleteAsync(name, at, cancellationToken);

        public Task<bool> IsDeletedAsync(DocumentName name, CancellationToken cancellationToken) =>
            Inner.IsDeletedAsync(name, cancellationToken);

        public Task<IReadOnlyList<DocumentName>> ListDeletedAsync(CancellationToken cancellationToken) =>
            Inner.ListDeletedAsync(cancellationToken);

        public Task ForgetDeletionAsync(DocumentName name, CancellationToken cancellationToken) =>
            Inner.ForgetDeletionAsync(name, cancellationToken);
    }
}
