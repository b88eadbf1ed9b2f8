using System.Threading.Tasks.Sources;

namespace Collab.Core.Sessions;

/// <summary>What waits for a session's loop: any thread adds, the loop alone waits and takes.</summary>
/// <remarks>
/// A loop that sleeps is woken on the scheduler, or goes on right on the thread that brings something, where that one offers it: with few
/// updates in many documents, waking another thread for each costs more than all that is done for it. An idle inbox keeps room for a few commands.
/// </remarks>
internal sealed class Inbox(TaskScheduler scheduler) : IValueTaskSource, IThreadPoolWorkItem
{
    private const int KeptLength = 4;

    private readonly Lock _lock = new();

    /// <summary>What was added since the loop took the rest.</summary>
    private Command[] _added = [];
    private int _addedCount;

    /// <summary>The loop's own.</summary>
    private Command[] _taken = [];
    private int _takenCount;
    private int _next;

    private Action<object?>? _continuation;
    private object? _state;
    private bool _isAsleep;
    private bool _isClosed;
    private volatile bool _mayRunHere;

    /// <summary>Whether the loop agrees to go on where something comes; only the loop says so.</summary>
    public bool MayRunHere
    {
        set => _mayRunHere = value;
    }

    /// <summary>Adds a command.</summary>
    /// <param name="mayRunHere">Whether a loop that sleeps may go on within this call.</param>
    /// <returns>False if the inbox is closed.</returns>
    public bool TryAdd(in Command command, bool mayRunHere)
    {
        bool wakes;
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            if (_addedCount == _added.Length)
            {
                Array.Resize(ref _added, Math.Max(KeptLength, 2 * _addedCount));
            }

            _added[_addedCount++] = command;
            wakes = _isAsleep;
            _isAsleep = false;
        }

        if (wakes)
        {
            Resume(mayRunHere);
        }

        return true;
    }

    /// <summary>Waits for a command; if there is one, behind other loops that are ready to run: one that is never done
    /// must not keep a thread for itself.</summary>
    public ValueTask WaitAsync() => new(this, 0);

    public bool TryTake(out Command command)
    {
        if (_next == _takenCount && !TrySwap())
        {
            command = default;
            return false;
        }

        // Not to be held on to: it may be a whole document.
        command = _taken[_next];
        _taken[_next++] = default;
        return true;
    }

    /// <summary>Takes no more commands; those that wait can still be taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }
    }

    void IThreadPoolWorkItem.Execute() => Continue();

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => ValueTaskSourceStatus.Pending;

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        (_continuation, _state) = (continuation, state);
        lock (_lock)
        {
            _isAsleep = _addedCount == 0 && _next == _takenCount;
            if (_isAsleep)
            {
                ShrinkToIdle();
                return;
            }
        }

        Resume(mayRunHere: false);
    }

    void IValueTaskSource.GetResult(short token)
    {
    }

    private bool TrySwap()
    {
        lock (_lock)
        {
            (_taken, _added) = (_added, _taken);
            (_takenCount, _addedCount, _next) = (_addedCount, 0, 0);
        }

        return _takenCount > 0;
    }

    private void ShrinkToIdle()
    {
        (_takenCount, _next) = (0, 0);
        _added = _added.Length == KeptLength ? _added : _taken.Length == KeptLength ? _taken : [];
        _taken = [];
    }

    private void Resume(bool mayRunHere)
    {
        if (scheduler != TaskScheduler.Default)
        {
            var (continuation, state) = (_continuation!, _state);
            Task.Factory.StartNew(continuation, state, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        }
        else if (mayRunHere && _mayRunHere)
        {
            Continue();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Continue()
    {
        var (continuation, state) = (_continuation!, _state);
        (_continuation, _state) = (null, null);
        continuation(state);
    }
}
