using System.Diagnostics.Metrics;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Tests.Sessions.Compaction;

/// <summary>Sessions all of whose work runs when the test says so, with what they log and count, and a store it can look into.</summary>
internal sealed class CompactionLab : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _appends;

    public CompactionLab(DocumentSessionOptions? options = null, Func<Document, byte[]>? encoder = null)
    {
        Environment = new SessionEnvironment
        {
            Store = Store,
            Options = options ?? new DocumentSessionOptions(),
            Loggers = Logs,
            Scheduler = Scheduler,
            Time = Time,
            Random = new Random(1),
            EncodeCheckpoint = document => (Encoder ?? (whole => whole.EncodeStateAsUpdate()))(document),
        };
        Encoder = encoder;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Environment.Metrics.Meter && instrument.Name is "collab.checkpoints" or "collab.loads")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Outcomes.Add((string)tags[0].Value!));
        _listener.Start();
        Sessions = Scheduler.Run(() => Task.FromResult(new SessionRegistry(Environment))).Result;
    }

    public static DocumentName Name { get; } = new("a/document");

    public FakeStore Store { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public ManualTime Time { get; } = new();

    public StepScheduler Scheduler { get; } = new();

    public SessionEnvironment Environment { get; }

    public SessionRegistry Sessions { get; }

    /// <summary>What checkpoints are made with; null for what they are made with outside of tests.</summary>
    public Func<Document, byte[]>? Encoder { get; set; }

    /// <summary>Outcomes of loads and of checkpoints, as counted.</summary>
    public List<string> Outcomes { get; } = [];

    public IEnumerable<string> Alerts => Logs.Of(LogLevel.Critical);

    /// <summary>Puts updates into the store, as another process would.</summary>
    public void Append(params byte[][] updates) => Run(() => Store.AppendAsync(
        new AppendBatch(
            new CommitId(Guid.Empty, ++_appends),
            [new DocumentUpdates(Name, [.. updates.Select(update => (ReadOnlyMemory<byte>)update)])]),
        CancellationToken.None));

    public StoredDocument Stored() => Run(() => Store.LoadAsync(Name, CancellationToken.None))!;

    public FakePeer Join(ulong client)
    {
        var peer = new FakePeer(client);
        Run(async () =>
        {
            await peer.JoinAsync(Sessions, Name);
            return true;
        });
        return peer;
    }

    /// <summary>The close code with which a peer is refused.</summary>
    public int RefusalOf(ulong client) =>
        Run(() => Sessions.ConnectAsync(Name, new FakePeer(client), CancellationToken.None)).Refusal.Code;

    public void Type(FakePeer peer, string text) => Run(async () =>
    {
        await peer.TypeAsync(text);
        return true;
    });

    public void Send(FakePeer peer, byte[] update) => Run(async () =>
    {
        await peer.SendAsync(Core.Protocol.YWebsocketFrame.Update(update));
        return true;
    });

    public string Text() => Run(() => Sessions.ReadAsync(Name, document => document.GetText("text").ToString(), CancellationToken.None));

    /// <summary>Lets the last peer go, and time pass until the session has ended.</summary>
    public void Unload(FakePeer peer)
    {
        peer.Leave();
        for (var second = 0; second < 60 && Sessions.Count > 0; second++)
        {
            Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, Sessions.Count);
    }

    public void Advance(TimeSpan time)
    {
        Time.Advance(time);
        Scheduler.RunAll();
    }

    public T Run<T>(Func<Task<T>> work) => SteppedSessions.ResultOf(Scheduler.Run(work));

    public void Dispose()
    {
        _listener.Dispose();
        Store.Release();
    }
}
