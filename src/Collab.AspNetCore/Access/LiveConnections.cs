using Collab.Core;

namespace Collab.AspNetCore.Access;

/// <summary>All connected clients of this process, for questions about them: when the host has changed its rules, and before what they may do
/// expires.</summary>
internal sealed class LiveConnections : ICollabAccess, IAsyncDisposable
{
    private const int MaxQuestions = 32;

    /// <summary>How long before its end an access is asked about again: long enough for an authorizer that takes its time.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(15);

    /// <summary>The shortest time between two looks at all of them.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>Timers take no more than some weeks.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly List<LiveConnection> _connections = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset _nextLook = DateTimeOffset.MaxValue;
    private Task _renewing = Task.CompletedTask;
    private long _rechecks;

    public LiveConnections(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static live => ((LiveConnections)live!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How often it was asked about clients again; to be read before a client is asked about for the first time.</summary>
    public long Rechecks => Interlocked.Read(ref _rechecks);

    /// <summary>Ends when all were asked about whose time had come.</summary>
    public Task Renewing
    {
        get
        {
            lock (_lock)
            {
                return _renewing;
            }
        }
    }

    /// <summary>Adds a client that was let in.</summary>
    public void Add(LiveConnection connection)
    {
        lock (_lock)
        {
            connection.Index = _connections.Count;
            _connections.Add(connection);
        }

        NoteExpiry(connection);
    }

    /// <summary>Asks again about a client that was added, if the answer that let it in may be too old.</summary>
    /// <param name="rechecks">What <see cref="Rechecks"/> was before it was asked about.</param>
    public ValueTask CatchUpAsync(LiveConnection connection, long rechecks, CancellationToken cancellationToken) =>
        Rechecks == rechecks ? ValueTask.CompletedTask : connection.RecheckAsync(cancellationToken);

    public void Remove(LiveConnection connection)
    {
        lock (_lock)
        {
            var last = _connections[^1];
            last.Index = connection.Index;
            _connections[connection.Index] = last;
            _connections.RemoveAt(_connections.Count - 1);
        }
    }

    public Task RecheckAsync(DocumentName? document, string? subject, CancellationToken cancellationToken)
    {
        LiveConnection[] meant;
        lock (_lock)
        {
            Interlocked.Increment(ref _rechecks);
            meant = [.. _connections.Where(connection =>
                (document is null || connection.Document == document)
                && (subject is null || string.Equals(connection.Access.Subject, subject, StringComparison.Ordinal)))];
        }

        return AskAsync(meant, static (connection, cancelled) => connection.RecheckAsync(cancelled), cancellationToken);
    }

    /// <summary>Sees to it that a client is asked about before its access expires.</summary>
    public void NoteExpiry(LiveConnection connection)
    {
        if (connection.RenewAt(Lead) is { } at)
        {
            lock (_lock)
            {
                LookAt(at);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Registered under two types, it is disposed of twice.
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _timer.DisposeAsync();
        await _stopping.CancelAsync();
        await Renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static Task AskAsync(
        LiveConnection[] about, Func<LiveConnection, CancellationToken, ValueTask> ask, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            about, new ParallelOptions { MaxDegreeOfParallelism = MaxQuestions, CancellationToken = cancellationToken }, ask);

    /// <summary>Asks about those whose access ends soon. The timer does not fire again before the next look is set.</summary>
    private void Look()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            _nextLook = DateTimeOffset.MaxValue;
            var due = _connections.Where(connection => connection.RenewAt(Lead) <= now).ToArray();
            var before = _renewing;
            _renewing = RenewAsync(before, due);
        }
    }

    private async Task RenewAsync(Task before, LiveConnection[] due)
    {
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await AskAsync(due, static (connection, cancelled) => connection.RenewAsync(cancelled), _stopping.Token);
        lock (_lock)
        {
            var next = _connections.Min(connection => connection.RenewAt(Lead));
            if (next is { } at)
            {
                LookAt(at);
            }
        }
    }

    /// <summary>Sets the timer, if it would fire later. Under the lock.</summary>
    private void LookAt(DateTimeOffset at)
    {
        if (at >= _nextLook)
        {
            return;
        }

        _nextLook = at;
        var wait = at - _time.GetUtcNow();
        _timer.Change(wait < Rest ? Rest : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }
}
