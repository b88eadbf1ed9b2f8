using System.Diagnostics;
using System.Globalization;

namespace Collab.Durability.Tests.Killing;

/// <summary>Kills a server under its writers at random moments, and looks each time at what its store then holds.</summary>
internal sealed class KillLoop(ServerProcess server, int seed)
{
    private const int Documents = 3;
    private const int Writers = 8;
    private const int MostMillisecondsAlive = 250;

    // Checkpoints are written all the time, so that some are under way when the server dies, and log is taken away.
    private static readonly (string Name, string Value)[] BusyStore =
    [
        ("Collab__Sessions__CheckpointAfterBytes", "16384"),
        ("Collab__FileStore__SegmentBytes", "65536"),
        ("Logging__LogLevel__Default", "Warning"),
    ];

    private readonly Random _random = new(seed);
    private readonly List<long> _kills = [];

    /// <summary>The documents' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, Documents).Select(number => $"kill/{number}")];

    /// <summary>Repeats a failure, as far as moments can be repeated.</summary>
    public string Trace => string.Create(
        CultureInfo.InvariantCulture,
        $"COLLAB_SEED={seed}, killed after {string.Join(", ", _kills)} ms\n{server.Output}");

    public static async Task<(ServerProcess Server, KillLoop Loop)> StartAsync(
        PostgresCluster cluster, ServerStore store, params IEnumerable<(string Name, string Value)> settings)
    {
        var server = await cluster.StartServerAsync(store, [.. BusyStore, .. settings]);
        return (server, new KillLoop(server, Scale.Seed()));
    }

    /// <summary>Connects eight new clients.</summary>
    /// <param name="name">What their tokens begin with.</param>
    public async Task<List<TokenWriter>> ConnectWritersAsync(string name)
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async number =>
        {
            var document = Names[number % Documents];
            var client = await SyncClient.ConnectAsync(server.Address, document, TestContext.Current.CancellationToken);
            return (Document: document, Client: client);
        }));
        return [.. clients.Select((client, number) =>
            new TokenWriter(client.Client, client.Document, $"{name}-{number}", _random.Next()))];
    }

    /// <summary>Lets the writers write, and kills the server at some moment after each was told that something is saved.</summary>
    public async Task KillUnderAsync(IReadOnlyList<TokenWriter> writers)
    {
        var start = Stopwatch.GetTimestamp();
        var first = writers.Select(writer => writer.Client.WhenEchoedAsync(writer.Client.OwnClock + 1, TestContext.Current.CancellationToken))
            .ToList();
        var writing = writers.Select(writer => Task.Run(() => writer.WriteAsync(CancellationToken.None))).ToList();
        await Task.WhenAll(first);
        await Task.Delay(_random.Next(MostMillisecondsAlive), TestContext.Current.CancellationToken);

        _kills.Add((long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        await server.KillAsync();

        // What the server had sent before its death still arrives, and counts.
        await Task.WhenAll(writing);
        await Task.WhenAll(writers.Select(writer => writer.Client.Closed));
    }

    /// <summary>Asserts that the store holds these tokens, each once, and of each writer none without those before it.</summary>
    /// <param name="kept">The tokens that have to be there, by document.</param>
    public async Task AssertStoredAsync(ILookup<string, string> kept, string what)
    {
        foreach (var name in Names)
        {
            var document = await OfflineStore.ReadAsync(server, name);
            var stored = Tokens.Read(document);
            var there = stored.ToHashSet();

            Assert.True(there.Count == stored.Count, $"{stored.Count - there.Count} tokens are there twice; {Trace}");
            var lost = kept[name].Where(token => !there.Contains(token)).ToList();
            Assert.True(lost.Count == 0, $"{lost.Count} {what} tokens of {name} are lost, {string.Join(' ', lost.Take(5))}; {Trace}");
            AssertNoGaps(stored);
        }
    }

    private void AssertNoGaps(List<string> stored)
    {
        foreach (var writer in stored.Select(token => token.Split('/')).GroupBy(parts => parts[0], parts => parts[1]))
        {
            Assert.True(
                writer.Max(number => int.Parse(number, CultureInfo.InvariantCulture)) == writer.Count(),
                $"a token of {writer.Key} is there without those before it; {Trace}");
        }
    }
}
