using System.Text;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Storage;

/// <summary>What every <see cref="IDocumentStore"/> promises; one subclass for each store.</summary>
/// <remarks>A store project's own tests link this file; it needs xunit and Collab.Core only.</remarks>
public abstract class DocumentStoreContract : IAsyncLifetime
{
    private static readonly DocumentName Board = new("board");
    private static readonly DocumentName Page = new("page");

    private readonly Writer _writer = new();
    private IDocumentStore? _store;

    /// <summary>The store under test, on storage that was empty when the test began and that no other test
    /// sees.</summary>
    protected IDocumentStore Store => _store ?? throw new InvalidOperationException("the store is not open yet");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the test's storage: empty at first, later with what the store disposed of before left
    /// there.</summary>
    protected abstract Task<IDocumentStore> OpenAsync();

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
    public async Task Appended_updates_come_back_in_the_order_appended()
    {
        await AppendAsync(Board, "a", "b");
        await AppendAsync(Board, "c");

        var stored = await LoadAsync(Board);

        Assert.Null(stored.Checkpoint);
        Assert.Equal(["a", "b", "c"], Texts(stored));
    }

    [Fact]
    public async Task Sequences_start_at_one_and_have_no_gaps()
    {
        Assert.Equal(1, await AppendAsync(Board, "a"));
        Assert.Equal(4, await AppendAsync(Board, "b", "c", "d"));
        Assert.Equal(5, await AppendAsync(Board, "e"));

        Assert.Equal(5, (await LoadAsync(Board)).Sequence);
    }

    [Fact]
    public async Task Each_document_has_its_own_sequence()
    {
        await AppendAsync(Board, "a", "b", "c");

        Assert.Equal(1, await AppendAsync(Page, "x"));
        Assert.Equal(4, await AppendAsync(Board, "d"));
    }

    [Fact]
    public async Task A_batch_of_several_documents_gives_one_result_each_in_its_order()
    {
        await AppendAsync(Page, "x");

        var results = await Store.AppendAsync(
            new AppendBatch(_writer.Next(), [Updates(Page, "y", "z"), Updates(Board, "a")]), Cancellation);

        Assert.Equal([new AppendResult(Page, 3), new AppendResult(Board, 1)], results);
        Assert.Equal(["x", "y", "z"], Texts(await LoadAsync(Page)));
        Assert.Equal(["a"], Texts(await LoadAsync(Board)));
    }

    [Fact]
    public async Task A_batch_of_a_thousand_documents_is_stored_whole()
    {
        var names = Enumerable.Range(0, 1000).Select(i => new DocumentName($"document/{i}")).ToList();

        var results = await Store.AppendAsync(
            new AppendBatch(_writer.Next(), [.. names.Select(name => Updates(name, name.Value, "second"))]),
            Cancellation);

        Assert.Equal(names, results.Select(result => result.Document));
        Assert.All(results, result => Assert.Equal((2L, null), (result.Sequence, result.Error)));
        Assert.Equal(["document/777", "second"], Texts(await LoadAsync(names[777])));
    }

    [Fact]
    public async Task Repeating_a_commit_appends_nothing_twice_and_gives_the_same_result()
    {
        await AppendAsync(Board, "a");
        var batch = new AppendBatch(_writer.Next(), [Updates(Board, "b", "c"), Updates(Page, "x")]);
        var first = await Store.AppendAsync(batch, Cancellation);

        var second = await Store.AppendAsync(batch, Cancellation);

        Assert.Equal(first, second);
        Assert.Equal(["a", "b", "c"], Texts(await LoadAsync(Board)));
        Assert.Equal(["x"], Texts(await LoadAsync(Page)));
    }

    [Fact]
    public async Task A_repeated_commit_keeps_its_result_when_others_appended_meanwhile()
    {
        var batch = new AppendBatch(_writer.Next(), [Updates(Board, "a")]);
        var first = await Store.AppendAsync(batch, Cancellation);
        await Store.AppendAsync(new AppendBatch(new Writer().Next(), [Updates(Board, "b")]), Cancellation);

        var second = await Store.AppendAsync(batch, Cancellation);

        Assert.Equal(first, second);
        Assert.Equal(["a", "b"], Texts(await LoadAsync(Board)));
    }

    [Fact]
    public async Task A_repeated_commit_is_known_after_its_updates_were_compacted()
    {
        var batch = new AppendBatch(_writer.Next(), [Updates(Board, "a", "b")]);
        var first = await Store.AppendAsync(batch, Cancellation);
        Assert.True(await CompactAsync(Board, 2, "ab"));

        var second = await Store.AppendAsync(batch, Cancellation);

        Assert.Equal(first, second);
        Assert.Equal(2, (await LoadAsync(Board)).Sequence);
    }

    [Fact]
    public async Task A_repeated_commit_is_known_after_the_store_was_opened_again()
    {
        var batch = new AppendBatch(_writer.Next(), [Updates(Board, "a"), Updates(Page, "x", "y")]);
        var first = await Store.AppendAsync(batch, Cancellation);
        await ReopenAsync();

        var second = await Store.AppendAsync(batch, Cancellation);

        Assert.Equal(first, second);
        Assert.Equal(["a"], Texts(await LoadAsync(Board)));
    }

    [Fact]
    public async Task Equal_updates_in_different_commits_are_different_updates()
    {
        await AppendAsync(Board, "same");
        await AppendAsync(Board, "same", "same");

        Assert.Equal(["same", "same", "same"], Texts(await LoadAsync(Board)));
    }

    [Fact]
    public async Task The_caller_may_use_its_buffers_again_after_an_append()
    {
        var buffer = "first"u8.ToArray();
        await Store.AppendAsync(new AppendBatch(_writer.Next(), [new DocumentUpdates(Board, [buffer])]), Cancellation);

        buffer.AsSpan().Clear();

        Assert.Equal(["first"], Texts(await LoadAsync(Board)));
    }

    [Fact]
    public async Task A_compacted_document_loads_as_checkpoint_and_the_updates_after_it()
    {
        await AppendAsync(Board, "a", "b", "c");

        Assert.True(await CompactAsync(Board, 2, "ab"));

        var stored = await LoadAsync(Board);
        Assert.Equal(2, stored.Checkpoint!.Sequence);
        Assert.Equal("ab", Encoding.UTF8.GetString(stored.Checkpoint.State.Span));
        Assert.Equal(["c"], Texts(stored));
        Assert.Equal(3, stored.Sequence);
    }

    [Fact]
    public async Task Appending_after_a_checkpoint_continues_the_sequence()
    {
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 2, "ab");

        Assert.Equal(3, await AppendAsync(Board, "c"));

        Assert.Equal(["c"], Texts(await LoadAsync(Board)));
    }

    [Fact]
    public async Task A_newer_checkpoint_replaces_an_older_one()
    {
        await AppendAsync(Board, "a", "b", "c");
        await CompactAsync(Board, 1, "a");

        Assert.True(await CompactAsync(Board, 3, "abc"));

        var stored = await LoadAsync(Board);
        Assert.Equal((3, "abc"), (stored.Checkpoint!.Sequence, Encoding.UTF8.GetString(stored.Checkpoint.State.Span)));
        Assert.Empty(stored.Updates);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_checkpoint_that_is_not_newer_changes_nothing(long sequence)
    {
        await AppendAsync(Board, "a", "b", "c");
        await CompactAsync(Board, 2, "ab");

        Assert.False(await CompactAsync(Board, sequence, "stale"));

        var stored = await LoadAsync(Board);
        Assert.Equal("ab", Encoding.UTF8.GetString(stored.Checkpoint!.State.Span));
        Assert.Equal(["c"], Texts(stored));
    }

    [Fact]
    public async Task A_checkpoint_that_claims_updates_never_appended_changes_nothing()
    {
        await AppendAsync(Board, "a");

        Assert.False(await CompactAsync(Board, 2, "from the future"));
        Assert.False(await CompactAsync(Page, 1, "of nothing"));

        Assert.Equal(["a"], Texts(await LoadAsync(Board)));
        Assert.Null(await Store.LoadAsync(Page, Cancellation));
    }

    [Fact]
    public async Task A_checkpoint_may_end_within_one_commit()
    {
        await AppendAsync(Board, "a", "b", "c", "d");

        Assert.True(await CompactAsync(Board, 3, "abc"));

        await ReopenAsync();
        Assert.Equal(["d"], Texts(await LoadAsync(Board)));
        Assert.Equal(5, await AppendAsync(Board, "e"));
    }

    [Fact]
    public async Task A_deleted_document_loads_as_null()
    {
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 1, "a");

        Assert.True(await Store.DeleteAsync(Board, Cancellation));

        Assert.Null(await Store.LoadAsync(Board, Cancellation));
        Assert.Empty(await ListAsync());
        await ReopenAsync();
        Assert.Null(await Store.LoadAsync(Board, Cancellation));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Deleting_what_is_not_there_says_so()
    {
        Assert.False(await Store.DeleteAsync(Board, Cancellation));

        await AppendAsync(Board, "a");
        Assert.True(await Store.DeleteAsync(Board, Cancellation));
        Assert.False(await Store.DeleteAsync(Board, Cancellation));
    }

    [Fact]
    public async Task A_document_made_again_after_its_deletion_begins_anew()
    {
        await AppendAsync(Board, "old", "old");
        await CompactAsync(Board, 2, "old state");
        await AppendAsync(Board, "old");
        await Store.DeleteAsync(Board, Cancellation);

        Assert.Equal(1, await AppendAsync(Board, "new"));
        Assert.Equal(["new"], Texts(await LoadAsync(Board)));

        await ReopenAsync();
        var stored = await LoadAsync(Board);
        Assert.Null(stored.Checkpoint);
        Assert.Equal(["new"], Texts(stored));
        Assert.True(await CompactAsync(Board, 1, "new state"));
        Assert.Equal(2, await AppendAsync(Board, "newer"));
    }

    [Fact]
    public async Task Deleting_one_document_leaves_the_others()
    {
        await AppendAsync(Board, "a");
        await AppendAsync(Page, "x");

        await Store.DeleteAsync(Board, Cancellation);

        Assert.Equal(["x"], Texts(await LoadAsync(Page)));
    }

    [Fact]
    public async Task Documents_are_listed_by_name_in_ordinal_order()
    {
        foreach (var name in new[] { "b", "a/b", "B", "ä", "a", "a b", "文書", "10", "9" })
        {
            await AppendAsync(new DocumentName(name), "update");
        }

        var names = (await ListAsync()).Select(summary => summary.Document.Value);

        Assert.Equal(["10", "9", "B", "a", "a b", "a/b", "b", "ä", "文書"], names);
    }

    [Fact]
    public async Task A_listing_tells_sequence_log_and_size()
    {
        await AppendAsync(Board, "aa", "bb", "cccc");
        await CompactAsync(Board, 2, "state");
        await AppendAsync(Page, "x");

        Assert.Equal(
            [new StoredDocumentSummary(Board, 3, 1, 9), new StoredDocumentSummary(Page, 1, 1, 1)],
            await ListAsync());
    }

    [Fact]
    public async Task An_empty_store_lists_nothing() => Assert.Empty(await ListAsync());

    [Theory]
    [InlineData("name", "NAME")]
    [InlineData("n\u00e9", "ne\u0301")]
    [InlineData("name", "name ")]
    [InlineData("name", "name/")]
    [InlineData("name", "name.")]
    [InlineData("a/b", "a//b")]
    [InlineData("a/b", "a\\b")]
    [InlineData("%", "%25")]
    public async Task Names_that_merely_look_alike_are_different_documents(string one, string other)
    {
        await AppendAsync(new DocumentName(one), "one");
        await AppendAsync(new DocumentName(other), "other");
        await CompactAsync(new DocumentName(one), 1, "one");
        await CompactAsync(new DocumentName(other), 1, "other");

        Assert.Equal("one", State(await LoadAsync(new DocumentName(one))));
        Assert.Equal("other", State(await LoadAsync(new DocumentName(other))));
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("a:b*c?d\"e<f>g|h")]
    [InlineData("'; drop table documents; --")]
    [InlineData("_%")]
    [InlineData(" ")]
    [InlineData("größe/文書/🙂")]
    public async Task Odd_names_are_names_like_any_other(string odd)
    {
        var name = new DocumentName(odd);
        await AppendAsync(name, "a", "b");
        await CompactAsync(name, 1, "a");
        await ReopenAsync();

        Assert.Equal(name, Assert.Single(await ListAsync()).Document);
        Assert.Equal(["b"], Texts(await LoadAsync(name)));
        Assert.True(await Store.DeleteAsync(name, Cancellation));
    }

    [Fact]
    public async Task The_longest_names_differ_by_their_last_character()
    {
        var one = new DocumentName(new string('x', DocumentName.MaxBytes - 1) + "1");
        var other = new DocumentName(new string('x', DocumentName.MaxBytes - 1) + "2");
        var wide = new DocumentName(string.Concat(Enumerable.Repeat("🙂", DocumentName.MaxBytes / 4)));
        await AppendAsync(one, "one");
        await AppendAsync(other, "other");
        await AppendAsync(wide, "wide");
        await CompactAsync(wide, 1, "wide");
        await ReopenAsync();

        Assert.Equal(["one"], Texts(await LoadAsync(one)));
        Assert.Equal(["other"], Texts(await LoadAsync(other)));
        Assert.Equal("wide", State(await LoadAsync(wide)));
    }

    [Fact]
    public async Task Tiny_updates_keep_their_place()
    {
        ReadOnlyMemory<byte>[] updates = [new byte[] { 0, 0 }, Array.Empty<byte>(), new byte[] { 0 }];
        await Store.AppendAsync(new AppendBatch(_writer.Next(), [new DocumentUpdates(Board, updates)]), Cancellation);
        await ReopenAsync();

        var stored = await LoadAsync(Board);

        Assert.Equal([2, 0, 1], stored.Updates.Select(update => update.Length));
        Assert.Equal(3, stored.Sequence);
    }

    [Fact]
    public async Task Updates_and_checkpoints_of_several_megabytes_are_kept_byte_for_byte()
    {
        var update = Noise(5 << 20, 1);
        var state = Noise(7 << 20, 2);
        await AppendAsync(Board, "first");
        await Store.AppendAsync(
            new AppendBatch(_writer.Next(), [new DocumentUpdates(Board, [update, update])]), Cancellation);
        Assert.True(await Store.CompactAsync(Board, new Checkpoint(2, state), Cancellation));
        await ReopenAsync();

        var stored = await LoadAsync(Board);

        Assert.True(state.AsSpan().SequenceEqual(stored.Checkpoint!.State.Span));
        Assert.True(update.AsSpan().SequenceEqual(Assert.Single(stored.Updates).Span));
    }

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

    [Fact]
    public async Task Writers_at_the_same_time_get_sequences_without_gaps_and_keep_their_own_order()
    {
        const int Writers = 8;
        const int Commits = 25;
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var commits = new Writer();
            List<(long Sequence, string Text)> own = [];
            for (var i = 0; i < Commits; i++)
            {
                var text = $"{writer}:{i}";
                var results = await Store.AppendAsync(
                    new AppendBatch(
                        commits.Next(), [Updates(Board, text), Updates(new DocumentName($"of {writer}"), text)]),
                    Cancellation);
                own.Add((results[0].Sequence, text));
                Assert.Equal(i + 1, results[1].Sequence);
            }

            return own;
        }, Cancellation)));

        var texts = Texts(await LoadAsync(Board));

        Assert.Equal(Writers * Commits, texts.Count);
        Assert.All(acknowledged.SelectMany(own => own), ack => Assert.Equal(ack.Text, texts[(int)ack.Sequence - 1]));
        foreach (var own in acknowledged.Select(acks => acks.Select(ack => ack.Sequence).ToList()))
        {
            Assert.Equal(own.Order(), own);
        }
    }

    [Fact]
    public async Task Batches_of_the_same_documents_in_opposite_order_do_not_wait_for_each_other_forever()
    {
        var names = Enumerable.Range(0, 20).Select(i => new DocumentName($"shared/{i}")).ToList();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            var commits = new Writer();
            var order = writer % 2 == 0 ? names : Enumerable.Reverse(names).ToList();
            for (var i = 0; i < 10; i++)
            {
                await Store.AppendAsync(
                    new AppendBatch(commits.Next(), [.. order.Select(name => Updates(name, "update"))]), Cancellation);
            }
        }, Cancellation)));

        Assert.All(await ListAsync(), summary => Assert.Equal(60, summary.Sequence));
    }

    [Fact]
    public async Task Loads_during_appends_and_compactions_see_a_whole_document()
    {
        const int Updates = 120;
        var appending = Task.Run(async () =>
        {
            for (var i = 1; i <= Updates; i++)
            {
                await AppendAsync(Board, $"{i}");
                if (i % 10 == 0)
                {
                    Assert.True(await CompactAsync(Board, i - 3, $"up to {i - 3}"));
                }
            }
        }, Cancellation);

        long seen = 0;
        do
        {
            if (await Store.LoadAsync(Board, Cancellation) is { } stored)
            {
                // Whatever the moment: the checkpoint's state is the one of its sequence, and the updates follow it.
                var from = stored.Checkpoint?.Sequence ?? 0;
                Assert.Equal(from == 0 ? null : $"up to {from}", State(stored));
                Assert.Equal(Enumerable.Range((int)from + 1, stored.Updates.Count).Select(i => $"{i}"), Texts(stored));
                Assert.InRange(stored.Sequence, seen, Updates);
                seen = stored.Sequence;
            }
        }
        while (!appending.IsCompleted);
        await appending;

        Assert.Equal(Updates, (await LoadAsync(Board)).Sequence);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_began_changes_nothing()
    {
        await AppendAsync(Board, "a");
        var cancelled = new CancellationToken(canceled: true);
        var batch = new AppendBatch(_writer.Next(), [Updates(Board, "b")]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AppendAsync(batch, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.LoadAsync(Board, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.CompactAsync(Board, new Checkpoint(1, "a"u8.ToArray()), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.DeleteAsync(Board, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.ListAsync(cancelled).GetAsyncEnumerator(cancelled).MoveNextAsync());

        Assert.Equal(["a"], Texts(await LoadAsync(Board)));
        Assert.Equal(new AppendResult(Board, 2), Assert.Single(await Store.AppendAsync(batch, Cancellation)));
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
