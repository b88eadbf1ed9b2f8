using Collab.Core.Storage;

namespace Collab.Core.Tests.Storage;

/// <content>What an append promises: order, sequences, all or none, and that a repeat appends nothing.</content>
public abstract partial class DocumentStoreContract
{
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
    public async Task Tiny_updates_keep_their_place()
    {
        ReadOnlyMemory<byte>[] updates = [new byte[] { 0, 0 }, Array.Empty<byte>(), new byte[] { 0 }];
        await Store.AppendAsync(new AppendBatch(_writer.Next(), [new DocumentUpdates(Board, updates)]), Cancellation);
        await ReopenAsync();

        var stored = await LoadAsync(Board);

        Assert.Equal([2, 0, 1], stored.Updates.Select(update => update.Length));
        Assert.Equal(3, stored.Sequence);
    }
}
