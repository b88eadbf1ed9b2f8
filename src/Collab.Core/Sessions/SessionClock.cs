namespace Collab.Core.Sessions;

/// <summary>Calls on sessions that want to look after themselves though nothing happens: one timer for all of them, as each update makes its
/// session want that.</summary>
internal sealed class SessionClock : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>How early or late it may be. Only late, it would miss by a little whoever wants to be called on again after two periods, and
    /// call on them after three.</summary>
    private static readonly TimeSpan Tolerance = Period / 2;

    private readonly IEnumerable<DocumentSession> _sessions;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <param name="sessions">Enumerated at any time, while sessions come and go.</param>
    public SessionClock(IEnumerable<DocumentSession> sessions, TimeProvider time)
    {
        _sessions = sessions;
        _time = time;
        _timer = time.CreateTimer(static clock => ((SessionClock)clock!).CallOn(), this, Period, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void CallOn()
    {
        var until = _time.GetTimestamp() + (long)(Tolerance.TotalSeconds * _time.TimestampFrequency);
        foreach (var session in _sessions)
        {
            session.TickIfDue(until);
        }

        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }
}
