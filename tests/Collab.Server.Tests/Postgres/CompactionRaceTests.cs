using System.Collections.Concurrent;
using System.Globalization;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Postgres;
using Microsoft.Extensions.Logging;

namespace Collab.Server.Tests.Postgres;

/// <summary>Four writers in two processes on one database, both of which make checkpoints of one document as fast as they can.</summary>
/// <remarks><c>COLLAB_LONG=1</c> runs 10,000 rounds.</remarks>
public sealed class CompactionRaceTests(PostgresDatabase database, ITestOutputHelper output) : IClassFixture<PostgresDatabase>
{
    private const int WritersEach = 2;
    private const int RoundsPerDocument = 50;
    private const int RoundsPerSession = 10;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1" ? 10_000 : 300;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_two_processes_write_while_both_make_checkpoints_reads_as_it_was()
    {
        await using var one = await database.OpenEmptyStoreAsync();
        await using var other = await database.OpenStoreAsync();
        using var alerts = new Alerts();
        for (var round = 0; round < Rounds; round += RoundsPerDocument)
        {
            var name = new DocumentName(string.Create(CultureInfo.InvariantCulture, $"document-{round}"));
            for (var done = 0; done < RoundsPerDocument; done += RoundsPerSession)
            {
                await RunSessionsAsync([one, other], alerts, name, seed: round + done);
            }
        }

        var checkpoints = await database.ReadAsync<long>("select sum(checkpoint_seq)::bigint from documents");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rounds} rounds; checkpoints reach to {checkpoints} updates"));
        Assert.Empty(alerts.Lines);
        Assert.True(checkpoints > Rounds, "hardly a checkpoint was made, so nothing was tried");
    }

    private static async Task RunSessionsAsync(PostgresDocumentStore[] stores, Alerts alerts, DocumentName name, int seed)
    {
        var processes = stores.Select((store, i) => new SessionRegistry(NewEnvironment(store, alerts, new Random((seed * 2) + i)))).ToList();
        var writers = processes
            .SelectMany((sessions, i) => Enumerable.Range(0, WritersEach)
                .Select(j => (Sessions: sessions, Random: new Random((seed * 100) + (i * WritersEach) + j))))
            .ToList();
        for (var round = 0; round < RoundsPerSession; round++)
        {
            await Task.WhenAll(writers.Select(writer => Task.Run(
                () => writer.Sessions.EditAsync(name, document => Edit(document, writer.Random), Cancellation), Cancellation)));
            await CompareAsync(processes, stores[0], name);
        }

        foreach (var sessions in processes)
        {
            await sessions.StopAsync(Cancellation);
            await sessions.DisposeAsync();
        }
    }

    private static SessionEnvironment NewEnvironment(IDocumentStore store, ILoggerFactory loggers, Random random) => new()
    {
        Store = store,
        Options = new DocumentSessionOptions { CheckpointAfterUpdates = 1, CheckpointAfterBytes = 1024 },
        Loggers = loggers,
        Random = random,
    };

    private static void Edit(Document document, Random random)
    {
        var text = document.GetText("text");
        var map = document.GetMap("map");
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            switch (random.Next(4))
            {
                case 0 or 1:
                    text.Insert(random.Next(text.Length + 1), "some words ");
                    break;
                case 2 when text.Length > 0:
                    text.Delete(random.Next(text.Length), 1);
                    break;
                default:
                    map.Set("key" + random.Next(5), random.Next());
                    break;
            }
        }
    }

    /// <summary>What is stored is what both processes have together: neither sees what the other writes.</summary>
    private static async Task CompareAsync(List<SessionRegistry> processes, PostgresDocumentStore store, DocumentName name)
    {
        var live = new Document();
        foreach (var sessions in processes)
        {
            live.ApplyUpdate(await sessions.ReadAsync(name, document => document.EncodeStateAsUpdate(), Cancellation));
        }

        var stored = await store.LoadAsync(name, Cancellation);
        var loaded = new Document();
        foreach (var update in stored!.Checkpoint is { } checkpoint ? stored.Updates.Prepend(checkpoint.State) : stored.Updates)
        {
            loaded.ApplyUpdate(update.Span);
        }

        Assert.Equal(live.GetContentDigest(), loaded.GetContentDigest());
        Assert.Equal(Normalized(live), Normalized(loaded));
    }

    // What was decoded in one go shows nothing of how its blocks were cut before.
    private static byte[] Normalized(Document document)
    {
        var copy = new Document();
        copy.ApplyUpdate(document.EncodeStateAsUpdate());
        return copy.EncodeStateAsUpdate();
    }

    /// <summary>Keeps what is logged as an error or worse.</summary>
    private sealed class Alerts : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}
