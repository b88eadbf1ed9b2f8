using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>A registry all of whose work runs on the test's own thread, when the test says so.</summary>
public sealed class SteppedSessions
{
    private readonly Dictionary<FakePeer, Task<InboundMessage>> _reading = [];

    private static readonly TimeSpan PassStep = TimeSpan.FromMilliseconds(10);

    private SessionEnvironment _environment = null!;

    public SteppedSessions(DocumentSessionOptions? options = null, params IDocumentListener[] listeners)
    {
        Sessions = Open(options, listeners);
    }

    /// <summary>With a host that has something to say, and listens.</summary>
    public SteppedSessions(FakeHost host, DocumentSessionOptions? options = null)
    {
        Sessions = Open(options, [host], host);
    }

    public static DocumentName Name { get; } = new("a/document");

    public StepScheduler Scheduler { get; } = new();

    public FakeStore Store { get; } = new();

    public ManualTime Time { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public SessionRegistry Sessions { get; }

    /// <summary>Another registry on the same store, as after a restart of the process.</summary>
    public SessionRegistry Open(DocumentSessionOptions? options, IReadOnlyList<IDocumentListener> listeners, FakeHost? host = null)
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
            Seeds = host is null ? [] : [host],
            AwarenessListeners = host is null ? [] : [host],
            SessionListeners = host is null ? [] : [host],
            DeletedDocuments = host,
        };
        return Run(() => Task.FromResult(new SessionRegistry(_environment)));
    }

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

    /// <summary>Lets time pass in small steps, as on a machine where what a timer causes comes a little after it fired.</summary>
    /// <param name="look">Called after each step.</param>
    /// <returns>How long it was: until the look was content, or all of it.</returns>
    public TimeSpan Pass(TimeSpan time, Func<bool>? look = null)
    {
        var passed = TimeSpan.Zero;
        while (passed < time)
        {
            Time.Advance(PassStep);
            Time.Advance(PassStep);
            passed += 2 * PassStep;
            Scheduler.RunAll();
            if (look?.Invoke() == true)
            {
                break;
            }
        }

        return passed;
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
