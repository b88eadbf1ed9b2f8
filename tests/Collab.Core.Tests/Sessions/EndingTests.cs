using Collab.Core.Sessions;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Sessions;

/// <summary>What others do while a session ends.</summary>
public sealed class EndingTests
{
    [Fact]
    public void Nobody_joins_a_session_whose_commit_was_refused()
    {
        // Whatever happens first: the newcomer is told to come again, or is in the next session.
        for (var steps = 0; steps < 30; steps++)
        {
            var stepped = new SteppedSessions();
            var writer = stepped.Join(1);
            stepped.Store.Hold();
            stepped.Run(() => writer.TypeAsync("refused"));
            stepped.Store.Refusal = new DocumentDamagedException("no room");
            stepped.Store.Release();
            for (var step = 0; step < steps && stepped.Scheduler.Count > 0; step++)
            {
                stepped.Scheduler.Step();
            }

            var newcomer = new FakePeer(2);
            var connecting = stepped.Scheduler.Start(() =>
                stepped.Sessions.ConnectAsync(SteppedSessions.Name, newcomer, TestContext.Current.CancellationToken));
            stepped.Scheduler.Step(count => count - 1);
            stepped.Scheduler.RunAll();

            if (SteppedSessions.ResultOf(connecting).Link is not null && !newcomer.Closed.Task.IsCompleted)
            {
                Assert.Equal(1, stepped.Sessions.Count);
            }
        }
    }

    [Fact]
    public async Task A_session_that_fails_at_once_is_forgotten_all_the_same()
    {
        var store = new FakeStore { LoadFailure = new StoreUnavailableException("down") };
        var sessions = new SessionRegistry(new SessionEnvironment
        {
            Store = store,
            Options = new DocumentSessionOptions(),
            Loggers = NullLoggerFactory.Instance,
            Scheduler = new InlineScheduler(),
            Time = new ManualTime(),
        });

        var refused = await FakePeer.SoonAsync(
            sessions.ConnectAsync(SteppedSessions.Name, new FakePeer(1), TestContext.Current.CancellationToken));

        Assert.Equal(4503, refused.Refusal.Code);
        Assert.Equal(0, sessions.Count);
    }

    [Fact]
    public void What_came_before_a_session_failed_is_stored_before_the_next_one_loads()
    {
        var stepped = new SteppedSessions();
        var writer = stepped.Join(1);
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync("being committed, "));
        stepped.Run(() => writer.TypeAsync("waiting"));
        var failing = stepped.Scheduler.Run(() => FailAsync(stepped));
        var next = stepped.Scheduler.Run(() => stepped.Sessions.ReadAsync(
            SteppedSessions.Name, document => document.GetText("text").ToString(), TestContext.Current.CancellationToken));
        stepped.ReleaseOne();
        stepped.ReleaseOne();
        stepped.ReleaseOne();
        var again = stepped.Join(2);

        Assert.IsType<InvalidTimeZoneException>(failing.Exception!.InnerException);
        Assert.Equal(1011, SteppedSessions.ResultOf(writer.Closed.Task).Code);
        Assert.Equal("being committed, waiting", SteppedSessions.ResultOf(next));
        Assert.Equal("being committed, waiting", again.Text);
    }

    [Fact]
    public void Listeners_hear_of_the_last_change_before_a_stop_ends()
    {
        var listener = new SlowListener();
        var stepped = new SteppedSessions(null, listener);
        var writer = stepped.Join(1);
        stepped.Run(() => writer.TypeAsync("one"));
        stepped.Run(() => writer.TypeAsync("two"));
        var stopping = stepped.Scheduler.Run(async () =>
        {
            await stepped.Sessions.StopAsync(TestContext.Current.CancellationToken);
            return true;
        });
        listener.Go.SetResult();
        stepped.Advance(1);

        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.Equal(2, listener.Heard);
    }

    [Fact]
    public void A_listener_that_takes_long_keeps_nobody_out_of_a_document_that_is_left()
    {
        var listener = new SlowListener();
        var stepped = new SteppedSessions(null, listener);
        var writer = stepped.Join(1);
        stepped.Run(() => writer.TypeAsync("one"));
        writer.Leave();
        stepped.Advance(120);
        var busy = !listener.Go.Task.IsCompleted;

        var newcomer = stepped.Join(2);
        Assert.True(busy);
        Assert.Equal("one", newcomer.Text);
    }

    private static async Task<bool> FailAsync(SteppedSessions stepped)
    {
        await stepped.Sessions.EditAsync(
            SteppedSessions.Name, _ => throw new InvalidTimeZoneException(), TestContext.Current.CancellationToken);
        return true;
    }

    private sealed class SlowListener : IDocumentListener
    {
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Heard { get; private set; }

        public async Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken)
        {
            await Go.Task;
            Heard = change.Sequence;
        }
    }

    /// <summary>Runs what is started at once, within the call that starts it.</summary>
    private sealed class InlineScheduler : TaskScheduler
    {
        protected override IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task) => TryExecuteTask(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);
    }
}
