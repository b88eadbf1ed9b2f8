namespace Collab.AspNetCore.WebSockets;

// When something is due, and when it is too late; in milliseconds of the clock, whose ticks look here.
internal sealed partial class WebSocketConnection
{
    private const long CloseTimeout = 5000;

    /// <summary>For a peer whose frames cannot be told apart any more, so that its answer to the close cannot be seen.</summary>
    private const long BrokenTimeout = 1000;

    private long _deadline = long.MaxValue;
    private long _lastReceived;
    private long _lastSent;
    private long _pingedAt = -1;
    private volatile bool _isPingDue;
    private volatile bool _isKeepAliveDue;
    private volatile bool _isHeldUp;
    private volatile bool _isBroken;

    /// <summary>Where the clock has it.</summary>
    public int ClockIndex { get; set; }

    /// <summary>Looks what is due. Each thing is done at the last tick before its time is over, never later.</summary>
    /// <returns>False if the time of the connection is over.</returns>
    public bool OnTick(long now)
    {
        if (IsClosing)
        {
            return now < Volatile.Read(ref _deadline);
        }

        if (_isHeldUp)
        {
            Volatile.Write(ref _lastReceived, now);
        }

        var lastReceived = Volatile.Read(ref _lastReceived);
        if (_pingedAt > lastReceived)
        {
            return !IsOver(now, _pingedAt, _settings.PingTimeout);
        }

        if (IsOver(now, lastReceived, _settings.PingInterval))
        {
            _pingedAt = now;
            _isPingDue = true;
            Wake();
        }

        if (!_isKeepAliveDue && IsOver(now, Volatile.Read(ref _lastSent), _settings.KeepAliveInterval))
        {
            Volatile.Write(ref _lastSent, now);
            _isKeepAliveDue = true;
            Wake();
        }

        return true;
    }

    private bool IsOver(long now, long since, TimeSpan time) => now - since + _clock.Tick.TotalMilliseconds > time.TotalMilliseconds;

    private void EndBy(long deadline) => Volatile.Write(ref _deadline, deadline);
}
