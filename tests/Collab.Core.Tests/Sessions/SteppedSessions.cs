using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>A registry all of whose work runs on the test's own thread, when the test says so.</summary>
public sealed class SteppedSessions
{
    private readonly Dictionary<FakePeer, Task<InboundMessage>> _reading = [];

    private readonly SessionEnvironment _environment;

    public SteppedSessions(DocumentSessionOptions? options = null, params IDocumentListener[] listeners)
    {
        _environment = new SessionEnvironment
        {
            Store = Store,
            Options = options ?? new DocumentSessionOptions(),
            Loggers = Logs,
            Scheduler = Scheduler,
            Time = Time,
            Random = new Random(1),
            Listeners = listeners,
        };
        Sessions = Run(() => Task.FromResult(new SessionRegistry(_environment)));
    }

    public static DocumentName Name { get; } = new("a/document");

    public StepScheduler Scheduler { get; } = new();

    public FakeStore Store { get; } = new();

    public ManualTime Time { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public SessionRegistry Sessions { get; }

    internal SessionMetrics Metrics => _environment.Metrics;

    /// <summary>Does something, and all that follows from it.</summary>
    public T Run<T>(Func<Task<T>> work) => ResultOf(Scheduler.Run(work));

    /// <summary>The result of a task that must have ended by now.</summary>
    public static T ResultOf<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "it waits for what will not come");
        return task.GetAwaiter().GetResult();
    }

    public void Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return true;
    });

    /// <summary>Lets time pass, second by second, with all that follows from it.</summary>
    public void Advance(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Scheduler.RunAll();
        }
    }

    /// <summary>Lets the append that is held come through, and holds the next.</summary>
    public void ReleaseOne()
    {
        Store.Release();
        Store.Hold();
        Scheduler.RunAll();
    }

    public FakePeer Join(FakePeer peer) => Join(peer, Name);

    public FakePeer Join(FakePeer peer, DocumentName name)
    {
        Run(() => peer.JoinAsync(Sessions, name));
        return peer;
    }

    public FakePeer Join(ulong client) => Join(new FakePeer(client));

    /// <summary>Reads what waits for a peer, whose socket takes it; updates are applied to its replica.</summary>
    public List<InboundMessage> ReadAll(FakePeer peer)
    {
        var messages = new List<InboundMessage>();
        while (true)
        {
            var reading = _reading.Remove(peer, out var waiting) ? waiting : Scheduler.Run(peer.NextAsync);
            Scheduler.RunAll();
            if (!reading.IsCompletedSuccessfully)
            {
                // Nothing is left: this is what takes the next message, whenever it comes.
                _reading[peer] = reading;
                return messages;
            }

            messages.Add(reading.Result);
        }
    }
}
