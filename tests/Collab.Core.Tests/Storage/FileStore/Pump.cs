using System.Collections.Concurrent;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>Runs a store's loops and its caller on the test's own thread, one task after another: the same order each
/// time.</summary>
internal sealed class Pump : TaskScheduler
{
    private readonly BlockingCollection<Task> _tasks = [];

    public void Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return true;
    });

    public T Run<T>(Func<Task<T>> work)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();
            while (!task.IsCompleted || _tasks.Count > 0)
            {
                if (_tasks.TryTake(out var next, millisecondsTimeout: 20))
                {
                    TryExecuteTask(next);
                }
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
}
