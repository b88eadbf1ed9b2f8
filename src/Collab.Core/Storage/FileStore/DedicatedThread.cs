namespace Collab.Core.Storage.FileStore;

/// <summary>Runs tasks on one thread of its own, in order: for work that blocks on a disk.</summary>
/// <remarks>It waits without spinning, as the base library's collections do for a while: between two commits that would cost more than
/// the commits.</remarks>
internal sealed class DedicatedThread : TaskScheduler, IDisposable
{
    private readonly Queue<Task> _tasks = new();
    private readonly Thread _thread;
    private bool _ends;

    public DedicatedThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Ends the thread when it has run what is queued. May be called on the thread itself, so it does not
    /// wait.</summary>
    public void Dispose()
    {
        lock (_tasks)
        {
            _ends = true;
            Monitor.Pulse(_tasks);
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_tasks)
        {
            if (_ends)
            {
                throw new InvalidOperationException("the thread has ended");
            }

            _tasks.Enqueue(task);
            Monitor.Pulse(_tasks);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        Thread.CurrentThread == _thread && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_tasks)
        {
            return [.. _tasks];
        }
    }

    private void Run()
    {
        while (TryTake(out var task))
        {
            TryExecuteTask(task!);
        }
    }

    /// <returns>False once all is run and nothing more can come.</returns>
    private bool TryTake(out Task? task)
    {
        lock (_tasks)
        {
            while (!_tasks.TryDequeue(out task))
            {
                if (_ends)
                {
                    return false;
                }

                Monitor.Wait(_tasks);
            }

            return true;
        }
    }
}
