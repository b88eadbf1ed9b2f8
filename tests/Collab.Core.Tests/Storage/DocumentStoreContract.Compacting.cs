using System.Text;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Storage;

/// <content>What a checkpoint promises to stand for.</content>
public abstract partial class DocumentStoreContract
{
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
}
