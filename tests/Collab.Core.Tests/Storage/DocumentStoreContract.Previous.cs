using Collab.Core.Storage;

namespace Collab.Core.Tests.Storage;

/// <content>What is kept of a document for the day on which its newest checkpoint cannot be read.</content>
public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task A_document_that_was_never_stored_has_no_previous() =>
        Assert.Null(await Store.LoadPreviousAsync(Board, Cancellation));

    [Fact]
    public async Task A_first_checkpoint_keeps_the_log_from_the_first_update_on()
    {
        SkipIfNothingIsKept();
        await AppendAsync(Board, "a", "b", "c");
        await CompactAsync(Board, 2, "ab");
        await AppendAsync(Board, "d");

        await AssertPreviousAsync(null, "a", "b", "c", "d");

        await ReopenAsync();
        await AssertPreviousAsync(null, "a", "b", "c", "d");
        Assert.Equal(["c", "d"], Texts(await LoadAsync(Board)));
    }

    [Fact]
    public async Task What_was_kept_first_stays_with_every_update_after_it_until_its_time_is_over()
    {
        SkipIfNothingIsKept();
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 1, "a");
        await LetTimePassAsync(Day - TimeSpan.FromHours(1));

        await CompactAsync(Board, 2, "ab");
        await AppendAsync(Board, "c");
        await CompactAsync(Board, 3, "abc");

        await AssertPreviousAsync(null, "a", "b", "c");
        await ReopenAsync();
        await AssertPreviousAsync(null, "a", "b", "c");
        Assert.Equal((3, "abc"), ((await LoadAsync(Board)).Checkpoint!.Sequence, State(await LoadAsync(Board))));
    }

    [Fact]
    public async Task When_its_time_is_over_the_checkpoint_replaced_next_takes_its_place()
    {
        SkipIfNothingIsKept();
        await AppendAsync(Board, "a", "b", "c");
        await CompactAsync(Board, 2, "ab");
        await LetTimePassAsync(Day + TimeSpan.FromHours(1));
        await AppendAsync(Board, "d");

        await CompactAsync(Board, 4, "abcd");
        await AppendAsync(Board, "e");

        await AssertPreviousAsync("ab", "c", "d", "e");
        await ReopenAsync();
        await AssertPreviousAsync("ab", "c", "d", "e");
        await LetTimePassAsync(Day - TimeSpan.FromHours(1));
        await CompactAsync(Board, 5, "abcde");
        await AssertPreviousAsync("ab", "c", "d", "e");
        await LetTimePassAsync(TimeSpan.FromHours(2));
        await AppendAsync(Board, "f");
        await CompactAsync(Board, 6, "abcdef");
        await AssertPreviousAsync("abcde", "f");
    }

    [Fact]
    public async Task Kept_log_that_grew_too_long_makes_place_for_that_of_the_next_checkpoint()
    {
        SkipIfNothingIsKept();
        await ReopenAsync(Day, keepBytes: 1500);
        var (a, b, c) = (new string('a', 1000), new string('b', 1000), new string('c', 1000));
        await AppendAsync(Board, a);
        await CompactAsync(Board, 1, "1");
        await AppendAsync(Board, b);
        await CompactAsync(Board, 2, "2");
        await AssertPreviousAsync(null, a, b);
        await AppendAsync(Board, c);

        await CompactAsync(Board, 3, "3");

        await AssertPreviousAsync("2", c);
        await ReopenAsync();
        await AssertPreviousAsync("2", c);
    }

    [Fact]
    public async Task A_store_told_to_keep_nothing_keeps_nothing()
    {
        await ReopenAsync(TimeSpan.Zero, keepBytes: 16 << 20);
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 1, "a");
        await CompactAsync(Board, 2, "ab");

        Assert.Null(await Store.LoadPreviousAsync(Board, Cancellation));
        Assert.Equal("ab", State(await LoadAsync(Board)));
    }

    [Fact]
    public async Task A_checkpoint_that_is_not_stored_leaves_the_previous_as_it_is()
    {
        SkipIfNothingIsKept();
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 2, "ab");
        await LetTimePassAsync(Day + Day);

        Assert.False(await CompactAsync(Board, 2, "again"));
        Assert.False(await CompactAsync(Board, 3, "from the future"));

        Assert.Equal("ab", State(await LoadAsync(Board)));
        await AppendAsync(Board, "c");
        await CompactAsync(Board, 3, "abc");
        await AssertPreviousAsync("ab", "c");
    }

    [Fact]
    public async Task A_deleted_document_leaves_no_previous_to_the_next_of_its_name()
    {
        await AppendAsync(Board, "old", "old");
        await CompactAsync(Board, 1, "old state");
        await Store.DeleteAsync(Board, Cancellation);
        Assert.Null(await Store.LoadPreviousAsync(Board, Cancellation));

        await AppendAsync(Board, "new", "newer");
        await ReopenAsync();
        await CompactAsync(Board, 1, "new state");

        if (KeepsReplaced)
        {
            await AssertPreviousAsync(null, "new", "newer");
        }

        Assert.Equal(["newer"], Texts(await LoadAsync(Board)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_checkpoint_that_cannot_be_read_is_made_again_from_the_one_before(bool reopened)
    {
        SkipIfNothingIsKept();
        await AppendAsync(Board, "a", "b", "c");
        await CompactAsync(Board, 1, "a");
        await LetTimePassAsync(Day + Day);
        await CompactAsync(Board, 3, "abc");
        await DamageNewestCheckpointAsync(Board);
        if (reopened)
        {
            await ReopenAsync();
        }

        // However often it is tried, the newest is refused and the one before is there.
        await Assert.ThrowsAsync<DocumentDamagedException>(() => LoadAsync(Board));
        await AssertPreviousAsync("a", "b", "c");
        await Assert.ThrowsAsync<DocumentDamagedException>(() => LoadAsync(Board));
        Assert.Equal(4, await AppendAsync(Board, "d"));
        await AssertPreviousAsync("a", "b", "c", "d");

        Assert.True(await CompactAsync(Board, 4, "abcd"));

        Assert.Equal("abcd", State(await LoadAsync(Board)));
        Assert.Equal(5, await AppendAsync(Board, "e"));
        await ReopenAsync();
        Assert.Equal("abcd", State(await LoadAsync(Board)));
        await AssertPreviousAsync("a", "b", "c", "d", "e");
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_read_may_be_replaced_by_one_of_the_same_sequence()
    {
        SkipIfNothingIsKept();
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 2, "ab");
        await DamageNewestCheckpointAsync(Board);
        await Assert.ThrowsAsync<DocumentDamagedException>(() => LoadAsync(Board));

        Assert.True(await CompactAsync(Board, 2, "ab"));

        Assert.Equal("ab", State(await LoadAsync(Board)));
        await ReopenAsync();
        Assert.Equal("ab", State(await LoadAsync(Board)));
        await AssertPreviousAsync(null, "a", "b");
    }

    [Fact]
    public async Task Without_a_previous_a_checkpoint_that_cannot_be_read_gives_nothing_rather_than_less()
    {
        SkipIfNothingIsKept();
        await ReopenAsync(TimeSpan.Zero, keepBytes: 0);
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 2, "ab");
        await ReopenAsync();
        await DamageNewestCheckpointAsync(Board);

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<DocumentDamagedException>(() => LoadAsync(Board));
            await AssertNoneOrWholeAsync("a", "b");
            await ReopenAsync();
        }
    }

    [Fact]
    public async Task Loads_of_the_previous_during_appends_and_compactions_see_a_whole_document()
    {
        SkipIfNothingIsKept();
        const int Updates = 60;
        await ReopenAsync(Day, keepBytes: 40);
        var appending = Task.Run(async () =>
        {
            for (var i = 1; i <= Updates; i++)
            {
                await AppendAsync(Board, $"{i}");
                if (i % 5 == 0)
                {
                    Assert.True(await CompactAsync(Board, i - 2, $"up to {i - 2}"));
                }
            }
        }, Cancellation);

        do
        {
            if (await Store.LoadPreviousAsync(Board, Cancellation) is { } stored)
            {
                var from = stored.Checkpoint?.Sequence ?? 0;
                Assert.Equal(from == 0 ? null : $"up to {from}", State(stored));
                Assert.Equal(Enumerable.Range((int)from + 1, stored.Updates.Count).Select(i => $"{i}"), Texts(stored));
            }
        }
        while (!appending.IsCompleted);
        await appending;

        Assert.Equal(Updates, (await Store.LoadPreviousAsync(Board, Cancellation))!.Sequence);
    }

    private void SkipIfNothingIsKept() => Assert.SkipUnless(KeepsReplaced, "this store keeps nothing that was replaced");

    private async Task ReopenAsync(TimeSpan keepFor, long keepBytes)
    {
        (KeepReplacedFor, KeepReplacedBytes) = (keepFor, keepBytes);
        await ReopenAsync();
    }

    private async Task AssertPreviousAsync(string? state, params string[] updates)
    {
        var previous = await Store.LoadPreviousAsync(Board, Cancellation);
        Assert.NotNull(previous);
        Assert.Equal(state, State(previous));
        Assert.Equal(updates, Texts(previous));
    }

    /// <summary>That nothing is kept is said by null, or by the refusal of a document that is damaged; a store may find that it
    /// has all the updates nevertheless.</summary>
    private async Task AssertNoneOrWholeAsync(params string[] updates)
    {
        try
        {
            if (await Store.LoadPreviousAsync(Board, Cancellation) is { } previous)
            {
                Assert.Equal((null, updates.Length), (previous.Checkpoint, previous.Updates.Count));
                Assert.Equal(updates, Texts(previous));
            }
        }
        catch (DocumentDamagedException)
        {
            // So be it.
        }
    }
}
