using System.Globalization;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Postgres;
using static Collab.Server.Tests.Postgres.StoreTestData;

namespace Collab.Server.Tests.Postgres;

/// <summary>Two processes on one database neither lose, double nor renumber an update, and do not deadlock.</summary>
public sealed class ConcurrentStoresTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Overlapping_batches_of_two_stores_give_sequences_without_gaps_and_no_deadlock(int seed)
    {
        const int WritersEach = 4;
        const int Commits = 40;
        string[] names = [.. Enumerable.Range(0, 30).Select(i => $"{seed}/{i}")];
        await using var one = await database.OpenEmptyStoreAsync();
        await using var other = await database.OpenStoreAsync();

        var written = await Task.WhenAll(Enumerable.Range(0, 2 * WritersEach).Select(writer => Task.Run(
            () => WriteAsync(
                writer % 2 == 0 ? one : other, new Random((seed * 100) + writer), names, Commits, $"w{writer}"),
            Cancellation)));

        foreach (var name in names)
        {
            var stored = await one.ReadUpdatesAsync(name);
            var acknowledged = written.SelectMany(own => own)
                .Where(ack => ack.Document == name).OrderBy(ack => ack.Sequence);
            Assert.Equal(acknowledged.Select(ack => ack.Text), stored);
        }

        await one.DisposeAsync();
        await other.DisposeAsync();
        Assert.Equal(0, await CountDeadlocksAsync());
    }

    [Fact]
    public async Task Batches_of_200_documents_in_opposite_orders_do_not_deadlock()
    {
        var batches = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1" ? 5000 : 100;
        string[] names = [.. Enumerable.Range(0, 200).Select(i => $"document/{i}")];
        await using var one = await database.OpenEmptyStoreAsync();
        await using var other = await database.OpenStoreAsync();

        await Task.WhenAll(new[] { (one, names), (other, [.. names.Reverse()]) }.Select(half => Task.Run(
            async () =>
            {
                var (store, order) = half;
                var writer = Guid.NewGuid();
                for (var number = 1; number <= batches; number++)
                {
                    var results = await store.AppendAsync(
                        Batch(writer, number, [.. order.Select(name => Updates(name, "update"))]), Cancellation);
                    Assert.All(results, result => Assert.Null(result.Error));
                }
            },
            Cancellation)));

        Assert.All(
            await one.ListAsync(Cancellation).ToListAsync(Cancellation),
            listed => Assert.Equal(2 * batches, listed.Sequence));
        await one.DisposeAsync();
        await other.DisposeAsync();
        Assert.Equal(0, await CountDeadlocksAsync());
    }

    [Fact]
    public async Task Documents_that_are_deleted_while_they_are_appended_to_are_whole_or_gone()
    {
        const int Commits = 60;
        await using var one = await database.OpenEmptyStoreAsync();
        await using var other = await database.OpenStoreAsync();
        var appending = Task.Run(async () =>
        {
            for (var i = 1; i <= Commits; i++)
            {
                var results = await one.AppendAsync(Batch(Updates("a", "1", "2"), Updates("b", "1", "2")), Cancellation);
                Assert.All(results, result => Assert.Null(result.Error));
            }
        }, Cancellation);

        while (!appending.IsCompleted)
        {
            await other.DeleteAsync(new DocumentName("b"), Cancellation);
            Assert.True((await other.ReadUpdatesAsync("b")).Count % 2 == 0);
        }

        await appending;
        Assert.Equal(2 * Commits, (await other.ReadUpdatesAsync("a")).Count);
        Assert.Equal(0, await database.ReadAsync<long>(
            "select count(*) from updates where document_id not in (select id from documents)"));
    }

    [Fact]
    public async Task Compactions_of_two_stores_while_others_append_lose_nothing()
    {
        const int Commits = 150;
        var name = new DocumentName("board");
        await using var one = await database.OpenEmptyStoreAsync();
        await using var other = await database.OpenStoreAsync();
        await one.AppendAsync(Batch(Updates("board", "0")), Cancellation);
        var appending = Task.WhenAll(new[] { one, other }.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < Commits; i++)
            {
                await store.AppendAsync(Batch(Updates("board", "update")), Cancellation);
            }
        }, Cancellation)));

        // A checkpoint's state here is the number of updates that it was made of: what it lacks would show.
        var compacting = Task.WhenAll(new[] { one, other }.Select(store => Task.Run(async () =>
        {
            do
            {
                var stored = await store.LoadAsync(name, Cancellation);
                await store.CompactAsync(name, Checkpoint(stored!.Sequence, CountUpdates(stored)), Cancellation);
            }
            while (!appending.IsCompleted);
        }, Cancellation)));
        await Task.WhenAll(appending, compacting);

        var final = await one.LoadAsync(name, Cancellation);
        Assert.Equal((2 * Commits) + 1, final!.Sequence);
        Assert.Equal($"{(2 * Commits) + 1}", CountUpdates(final));
        var listed = await other.ListAsync(Cancellation).SingleAsync(Cancellation);
        Assert.Equal(final.LogBytes + final.Checkpoint!.State.Length, listed.StoredBytes);
    }

    private static async Task<List<(string Document, long Sequence, string Text)>> WriteAsync(
        PostgresDocumentStore store, Random random, string[] names, int commits, string writer)
    {
        var id = Guid.NewGuid();
        List<(string Document, long Sequence, string Text)> written = [];
        for (var commit = 1; commit <= commits; commit++)
        {
            random.Shuffle(names = [.. names]);
            var batch = Batch(id, commit, [.. names[..random.Next(1, 12)].Select(name => Updates(
                name, [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => $"{writer}/{commit}/{name}/{i}")]))]);
            var results = await store.AppendAsync(batch, Cancellation);
            foreach (var (document, result) in batch.Documents.Zip(results))
            {
                Assert.Null(result.Error);
                var first = result.Sequence - document.Updates.Count + 1;
                written.AddRange(document.Updates.Select((update, i) =>
                    (document.Document.Value, first + i, System.Text.Encoding.UTF8.GetString(update.Span))));
            }
        }

        return written;
    }

    private static string CountUpdates(StoredDocument stored)
    {
        var before = stored.Checkpoint is { } checkpoint
            ? int.Parse(System.Text.Encoding.UTF8.GetString(checkpoint.State.Span), CultureInfo.InvariantCulture)
            : 0;
        return $"{before + stored.Updates.Count}";
    }

    /// <summary>The server counts a session's deadlocks when the session ends.</summary>
    private async Task<long> CountDeadlocksAsync()
    {
        const string Sessions =
            "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'collab'";
        while (await database.ReadAsync<long>(Sessions) > 0)
        {
            await Task.Delay(20, Cancellation);
        }

        return await database.ReadAsync<long>("select deadlocks from pg_stat_database where datname = current_database()");
    }
}
