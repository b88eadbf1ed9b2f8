using System.Globalization;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Collab.Core.Tests.Documents;
using Collab.Core.Tests.Storage.FileStore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Sessions.Compaction;

/// <summary>Four writers on a file store, while a session and somebody else make checkpoints as fast as they can.</summary>
/// <remarks><c>COLLAB_LONG=1</c> runs 10,000 rounds.</remarks>
public sealed class CompactionRaceTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 4;

    // A document grows by some 10 edits a round, and each round reads it again.
    private const int RoundsPerDocument = 50;

    // One in so many rounds the session is opened anew.
    private const int RoundsPerSession = 10;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1" ? 10_000 : 300;

    private readonly TemporaryDirectory _directory = new();
    private readonly RecordedLogs _logs = new();
    private int _checkpoints;
    private int _withPending;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_four_writers_write_while_checkpoints_are_made_reads_as_it_was()
    {
        await using IDocumentStore store = FileDocumentStore.Open(
            new FileStoreOptions { Directory = _directory.Path, CommitInterval = TimeSpan.Zero }, TimeProvider.System, NullLogger<FileDocumentStore>.Instance);
        for (var round = 0; round < Rounds; round += RoundsPerDocument)
        {
            var name = new DocumentName(string.Create(CultureInfo.InvariantCulture, $"document-{round}"));
            await RunDocumentAsync(store, name, seed: round, Math.Min(RoundsPerDocument, Rounds - round));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Rounds} rounds, {_checkpoints} checkpoints, {_withPending} of them with blocks that wait"));
        Assert.Empty(_logs.Of(LogLevel.Critical));
        Assert.Empty(_logs.Of(LogLevel.Error));
        Assert.True(_checkpoints >= Rounds, "hardly a checkpoint was made, so nothing was tried");
        Assert.True(_withPending > 0, "no block ever waited");
    }

    private async Task RunDocumentAsync(IDocumentStore store, DocumentName name, int seed, int rounds)
    {
        var environment = new SessionEnvironment
        {
            Store = store,
            Options = new DocumentSessionOptions { CheckpointAfterUpdates = 1, CheckpointAfterBytes = 1024, CompactionRest = 0 },
            Loggers = _logs,
            EncodeCheckpoint = document =>
            {
                Interlocked.Increment(ref _checkpoints);
                Interlocked.Add(ref _withPending, document.HasPending ? 1 : 0);
                return document.EncodeStateAsUpdate();
            },
        };
        using var compactor = new Compactor(environment, new DocumentLoader(environment));
        using var done = new CancellationTokenSource();
        var checkpoints = Task.Run(() => CompactUntilAsync(compactor, name, done.Token));
        var writers = Enumerable.Range(0, Writers).Select(i => new Random((seed * Writers) + i)).ToArray();
        for (var round = 0; round < rounds; round += RoundsPerSession)
        {
            await using var sessions = new SessionRegistry(environment);
            var peers = Enumerable.Range(1, Writers).Select(i => new FakePeer((ulong)((round * Writers) + i))).ToArray();
            foreach (var peer in peers)
            {
                await peer.JoinAsync(sessions, name);
            }

            for (var left = Math.Min(RoundsPerSession, rounds - round); left > 0; left--)
            {
                await Task.WhenAll(peers.Select((peer, i) => Task.Run(() => WriteAsync(peer, writers[i]))));
                await CompareAsync(sessions, environment, name);
            }
        }

        await done.CancelAsync();
        await checkpoints;
    }

    /// <summary>Some edits. Often the first is sent last: what builds on it waits for it meanwhile, and is stored so.</summary>
    private static async Task WriteAsync(FakePeer peer, Random random)
    {
        var updates = Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomEdits.Make(peer.Document, random)).ToArray();
        if (updates.Length > 1 && random.Next(3) == 0)
        {
            await SendAllAsync(peer, updates[1..]);
            await peer.ReadUntilSavedAsync("the rest");
            updates = updates[..1];
        }

        await SendAllAsync(peer, updates);

        await peer.ReadUntilSavedAsync("saved");
    }

    private static async Task SendAllAsync(FakePeer peer, byte[][] updates)
    {
        foreach (var update in updates)
        {
            await peer.SendAsync(YWebsocketFrame.Update(update));
        }
    }

    private static async Task CompareAsync(SessionRegistry sessions, SessionEnvironment environment, DocumentName name)
    {
        var (live, state) = await sessions.ReadAsync(
            name, document => (document.GetContentDigest(), document.EncodeStateAsUpdate()), TestContext.Current.CancellationToken);
        var loaded = (await new DocumentLoader(environment).LoadAsync(
            name, () => new Document(), TestContext.Current.CancellationToken)).Document;

        Assert.False(loaded.HasPending);
        Assert.Equal(live, loaded.GetContentDigest());
        Assert.Equal(Normalized(state), Normalized(loaded.EncodeStateAsUpdate()));
    }

    // What was decoded in one go shows nothing of how its blocks were cut before.
    private static byte[] Normalized(byte[] state)
    {
        var document = new Document();
        document.ApplyUpdate(state);
        return document.EncodeStateAsUpdate();
    }

    private static async Task CompactUntilAsync(Compactor compactor, DocumentName name, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await compactor.CompactAsync(name, done);
            await Task.Yield();
        }
    }
}
