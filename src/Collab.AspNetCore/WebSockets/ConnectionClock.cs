namespace Collab.AspNetCore.WebSockets;

/// <summary>One timer for all connections: each tick looks at every one, instead of every one having timers of its own.</summary>
internal sealed class ConnectionClock : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<WebSocketConnection> _connections = [];
    private readonly List<WebSocketConnection> _expired = [];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _started;
    private long _now;

    /// <param name="shortest">The shortest time that connections want to be held: ticks are a small part of it.</param>
    public ConnectionClock(TimeProvider time, TimeSpan shortest)
    {
        const int TicksPerShortest = 16;
        _time = time;
        _started = time.GetTimestamp();
        Tick = TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / TicksPerShortest, 50, 1000));
        _timer = time.CreateTimer(static clock => ((ConnectionClock)clock!).OnTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Time between two ticks.</summary>
    public TimeSpan Tick { get; }

    /// <summary>When the last tick was, in milliseconds since the clock's start. Reading it costs nothing.</summary>
    public long Now => Volatile.Read(ref _now);

    public void Add(WebSocketConnection connection)
    {
        lock (_lock)
        {
            if (_connections.Count == 0)
            {
                Read();
                _timer.Change(Tick, Tick);
            }

            connection.ClockIndex = _connections.Count;
            _connections.Add(connection);
        }
    }

    public void Remove(WebSocketConnection connection)
    {
        lock (_lock)
        {
            var last = _connections[^1];
            last.ClockIndex = connection.ClockIndex;
            _connections[connection.ClockIndex] = last;
            _connections.RemoveAt(_connections.Count - 1);
            if (_connections.Count == 0)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Read() => Volatile.Write(ref _now, (long)_time.GetElapsedTime(_started).TotalMilliseconds);

    private void OnTick()
    {
        lock (_lock)
        {
            Read();
            foreach (var connection in _connections)
            {
                if (!connection.OnTick(Now))
                {
                    _expired.Add(connection);
                }
            }
        }

        // Outside the lock, which their ends take. The timer does not tick again while a tick is under way.
        foreach (var connection in _expired)
        {
            connection.Abort();
        }

        _expired.Clear();
    }
}
