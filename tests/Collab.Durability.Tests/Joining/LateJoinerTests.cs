using System.Collections.Concurrent;

namespace Collab.Durability.Tests.Joining;

/// <summary>Whoever joins while many write misses nothing: neither what was there nor what comes while it joins.</summary>
public sealed class LateJoinerTests
{
    private const string Document = "joined";
    private const int Writers = 4;
    private const int Joiners = 4;

    // With four writers a thousand updates a second.
    private static readonly TimeSpan WriteInterval = TimeSpan.FromMilliseconds(4);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_of_many_joiners_gets_what_was_acknowledged_before_and_all_that_follows()
    {
        var joins = Scale.Of(200, 2000);
        await using var server = await ServerProcess.StartNewAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, Writers)
            .Select(_ => SyncClient.ConnectAsync(server.Address, Document, Cancellation)));
        var writers = clients.Select((client, number) => new TokenWriter(client, Document, $"w{number}", number)).ToList();
        using var stop = new CancellationTokenSource();
        var writing = writers.Select(writer => WriteAsync(writer, stop.Token)).ToList();
        await Task.WhenAll(writers.Select(writer => writer.Client.WhenEchoedAsync(1, Cancellation)));

        var stayed = new ConcurrentBag<SyncClient>();
        var left = joins;
        await Task.WhenAll(Enumerable.Range(0, Joiners).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) is var rest and >= 0)
            {
                var joiner = await JoinAsync(server, writers);
                if (rest < Joiners)
                {
                    stayed.Add(joiner);
                }
                else
                {
                    await joiner.DisposeAsync();
                }
            }
        }));
        await stop.CancelAsync();
        await Task.WhenAll(writing);

        await Task.WhenAll(writers.Select(writer => writer.Client.WhenSavedAsync(Cancellation)));
        var everything = writers.SelectMany(writer => writer.Written).ToHashSet();
        foreach (var client in stayed.Concat(clients))
        {
            await client.WhenSavedAsync(Cancellation);
            Assert.Equal(clients[0].Read(document => document.GetStateVector()), client.Read(document => document.GetStateVector()));
            Assert.True(everything.SetEquals(client.Read(Tokens.Read)));
            await client.DisposeAsync();
        }
    }

    private static async Task<SyncClient> JoinAsync(ServerProcess server, List<TokenWriter> writers)
    {
        var before = Acknowledged(writers);
        var joiner = await SyncClient.ConnectAsync(server.Address, Document, Cancellation);
        AssertHas(joiner, writers, before, "before it joined");

        // The answer to the barrier comes after all that the server held when it was asked, so that nothing of it is on its way.
        var since = Acknowledged(writers);
        await joiner.WhenSavedAsync(Cancellation);
        AssertHas(joiner, writers, since, "after it joined");
        Assert.False(joiner.Read(document => document.HasPending), "something came without what precedes it");
        return joiner;
    }

    private static List<ulong> Acknowledged(List<TokenWriter> writers) => writers.ConvertAll(writer => writer.AcknowledgedClock);

    private static void AssertHas(SyncClient joiner, List<TokenWriter> writers, List<ulong> clocks, string when)
    {
        var vector = joiner.Read(document => document.GetStateVector());
        for (var i = 0; i < clocks.Count; i++)
        {
            Assert.True(
                vector[writers[i].Client.Id] >= clocks[i],
                $"{clocks[i] - vector[writers[i].Client.Id]} updates of writer {i} are missing that were acknowledged {when}");
        }
    }

    private static async Task WriteAsync(TokenWriter writer, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(WriteInterval);
        while (!stop.IsCancellationRequested)
        {
            writer.Write();
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
