namespace Collab.Core.Tests.Sessions;

/// <summary>Runs tasks one by one on the thread that asks for it, so that a test decides on every interleaving.</summary>
public sealed class StepScheduler : TaskScheduler
{
    private readonly List<Task> _tasks = [];

    public int Count => _tasks.Count;

    /// <summary>Runs one task that is ready.</summary>
    /// <param name="pick">Chooses among that many; the first if none is given.</param>
    public void Step(Func<int, int>? pick = null)
    {
        var index = pick?.Invoke(_tasks.Count) ?? 0;
        var task = _tasks[index];
        _tasks.RemoveAt(index);

        // A context of the test runner would take the tasks' continuations elsewhere.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        TryExecuteTask(task);
        SynchronizationContext.SetSynchronizationContext(context);
    }

    /// <summary>Runs until nothing is ready any more.</summary>
    public void RunAll(Func<int, int>? pick = null)
    {
        for (var steps = 0; _tasks.Count > 0; steps++)
        {
            Assert.True(steps < 100_000, "there is no end to it");
            Step(pick);
        }
    }

    /// <summary>Starts work on this scheduler, and runs until nothing is ready any more.</summary>
    public Task<T> Run<T>(Func<Task<T>> work)
    {
        var task = Start(work);
        RunAll();
        return task;
    }

    /// <summary>Starts work whose every part runs when the scheduler is told to.</summary>
    public Task<T> Start<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
