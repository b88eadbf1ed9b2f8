using Collab.Core.Storage;

namespace Collab.Core.Tests.Storage;

/// <content>Calls at the same time, and cancelled ones.</content>
public abstract partial class DocumentStoreContract
{
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
}
