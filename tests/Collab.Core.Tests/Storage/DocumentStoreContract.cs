using System.Text;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Storage;

/// <summary>What every <see cref="IDocumentStore"/> promises; one subclass for each store.</summary>
/// <remarks>A store project's own tests link these files; they need xunit and Collab.Core only.</remarks>
public abstract partial class DocumentStoreContract : IAsyncLifetime
{
    private static readonly DocumentName Board = new("board");
    private static readonly DocumentName Page = new("page");

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly Writer _writer = new();
    private IDocumentStore? _store;

    /// <summary>The store under test, on storage that was empty when the test began and that no other test
    /// sees.</summary>
    protected IDocumentStore Store => _store ?? throw new InvalidOperationException("the store is not open yet");

    /// <summary>Whether the store keeps what a checkpoint replaces. One that does heeds <see cref="KeepReplacedFor"/> and
    /// <see cref="KeepReplacedBytes"/> when it is opened, and overrides the methods below them.</summary>
    protected virtual bool KeepsReplaced => false;

    protected TimeSpan KeepReplacedFor { get; private set; } = Day;

    protected long KeepReplacedBytes { get; private set; } = 16 << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the test's storage: empty at first, later with what the store disposed of before left
    /// there.</summary>
    protected abstract Task<IDocumentStore> OpenAsync();

    /// <summary>Lets time pass for the open store: what was replaced so far grows older by it.</summary>
    protected virtual Task LetTimePassAsync(TimeSpan time) => throw new NotSupportedException();

    /// <summary>Changes a byte of the newest checkpoint of a document where it is stored, behind the open store's back.</summary>
    protected virtual Task DamageNewestCheckpointAsync(DocumentName document) => throw new NotSupportedException();

    public virtual async ValueTask InitializeAsync() => _store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_document_that_was_never_stored_loads_as_null() =>
        Assert.Null(await Store.LoadAsync(Board, Cancellation));

    [Fact]
    public async Task Opening_the_store_again_finds_everything()
    {
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 1, "a");
        await AppendAsync(Page, "x");
        var listed = await ListAsync();

        await ReopenAsync();
        await ReopenAsync();

        Assert.Equal(listed, await ListAsync());
        var board = await LoadAsync(Board);
        Assert.Equal((1, "a"), (board.Checkpoint!.Sequence, State(board)));
        Assert.Equal(["b"], Texts(board));
        Assert.Equal(3, await AppendAsync(Board, "c"));
        Assert.Equal(2, await AppendAsync(Page, "y"));
    }

    /// <summary>Closes the store and opens its storage again.</summary>
    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = null;
        _store = await OpenAsync();
    }

    private static DocumentUpdates Updates(DocumentName document, params string[] texts) =>
        new(document, [.. texts.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))]);

    private static List<string> Texts(StoredDocument stored) =>
        [.. stored.Updates.Select(update => Encoding.UTF8.GetString(update.Span))];

    private static string? State(StoredDocument stored) =>
        stored.Checkpoint is null ? null : Encoding.UTF8.GetString(stored.Checkpoint.State.Span);

    private static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private async Task<long> AppendAsync(DocumentName document, params string[] texts)
    {
        var results = await Store.AppendAsync(
            new AppendBatch(_writer.Next(), [Updates(document, texts)]), Cancellation);
        var result = Assert.Single(results);
        Assert.Null(result.Error);
        Assert.Equal(document, result.Document);
        return result.Sequence;
    }

    private async Task<StoredDocument> LoadAsync(DocumentName document)
    {
        var stored = await Store.LoadAsync(document, Cancellation);
        Assert.NotNull(stored);
        return stored;
    }

    private Task<bool> CompactAsync(DocumentName document, long sequence, string state) =>
        Store.CompactAsync(document, new Checkpoint(sequence, Encoding.UTF8.GetBytes(state)), Cancellation);

    private async Task<List<StoredDocumentSummary>> ListAsync()
    {
        List<StoredDocumentSummary> summaries = [];
        await foreach (var summary in Store.ListAsync(Cancellation))
        {
            summaries.Add(summary);
        }

        return summaries;
    }

    /// <summary>Names one writer's commits.</summary>
    private sealed class Writer
    {
        private readonly Guid _id = Guid.NewGuid();
        private long _number;

        public CommitId Next() => new(_id, ++_number);
    }
}
