using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Catalog;

public sealed class CatalogReconcilerTests : IAsyncDisposable
{
    private readonly MemoryStore _store = new();
    private readonly MemoryCatalog _catalog = new();
    private long _commits;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_that_the_catalogue_does_not_know_is_listed_as_what_it_says_it_is()
    {
        await StoreAsync("ours", WithMeta("board", "Plan"));
        await StoreAsync("stock/client", WithText("hello"));

        await ReconcileAsync();

        Assert.Equal((1L, DocumentKind.Board, "Plan"), await FindAsync("ours"));
        Assert.Equal((1L, DocumentKind.Other, ""), await FindAsync("stock/client"));
    }

    [Fact]
    public async Task A_title_that_was_committed_before_a_crash_and_not_mirrored_is_brought()
    {
        await StoreAsync("a", WithMeta("page", "new"));
        await _catalog.RecordAsync(
            [new DocumentRecord(new DocumentName("a"), 0, DocumentKind.Page, "old", DateTimeOffset.UnixEpoch)], Cancellation);

        await ReconcileAsync();

        Assert.Equal((1L, DocumentKind.Page, "new"), await FindAsync("a"));
    }

    [Fact]
    public async Task A_document_that_the_catalogue_knows_at_its_sequence_is_not_read_again()
    {
        await StoreAsync("a", [0xff]);
        await _catalog.RecordAsync(
            [new DocumentRecord(new DocumentName("a"), 1, DocumentKind.Text, "known", DateTimeOffset.UnixEpoch)], Cancellation);

        await ReconcileAsync();

        Assert.Equal((1L, DocumentKind.Text, "known"), await FindAsync("a"));
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_is_listed_and_keeps_what_was_known()
    {
        await StoreAsync("unknown", [0xff]);
        await StoreAsync("known", [0xff]);
        await _catalog.RecordAsync(
            [new DocumentRecord(new DocumentName("known"), 0, DocumentKind.Text, "kept", DateTimeOffset.UnixEpoch)], Cancellation);
        await StoreAsync("well", WithMeta("text", "read"));

        await ReconcileAsync();

        Assert.Equal((1L, DocumentKind.Other, ""), await FindAsync("unknown"));
        Assert.Equal((1L, DocumentKind.Text, "kept"), await FindAsync("known"));
        Assert.Equal((1L, DocumentKind.Text, "read"), await FindAsync("well"));
    }

    [Fact]
    public async Task More_documents_than_are_recorded_at_once_are_all_listed()
    {
        for (var i = 0; i < 250; i++)
        {
            await StoreAsync($"{i}", WithText("x"));
        }

        await ReconcileAsync();

        Assert.Equal(250, (await _catalog.ListAsync(Cancellation)).Count);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static byte[] WithMeta(string kind, string title)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        document.GetMap(DocumentMeta.Root).Set("kind", kind);
        document.GetMap(DocumentMeta.Root).Set("title", title);
        return document.EncodeStateAsUpdate();
    }

    private static byte[] WithText(string text)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        document.GetText("t").Insert(0, text);
        return document.EncodeStateAsUpdate();
    }

    private async Task StoreAsync(string name, byte[] update) => await _store.AppendAsync(
        new AppendBatch(
            new CommitId(Guid.Empty, ++_commits), [new DocumentUpdates(new DocumentName(name), [update])]),
        Cancellation);

    private Task ReconcileAsync() =>
        new CatalogReconciler(_store, _catalog, TimeProvider.System, NullLogger<CatalogReconciler>.Instance)
            .ReconcileAsync(Cancellation);

    private async Task<(long, DocumentKind, string)?> FindAsync(string name) =>
        await _catalog.FindAsync(new DocumentName(name), Cancellation) is { } entry
            ? (entry.Sequence, entry.Kind, entry.Title)
            : null;
}
