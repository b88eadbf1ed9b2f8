using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

// Whoever of the host listens. Their failures are logged, and nothing waits for them but the session's end.
internal sealed partial class DocumentSession
{
    /// <summary>The newest durable change that listeners have not heard of.</summary>
    private CommittedChange? _unheard;

    /// <summary>When the first change that they have not heard of was committed, and the newest.</summary>
    private long _unheardSince;
    private long _unheardAt;

    private Task? _notifying;

    /// <summary>What awareness listeners have heard of.</summary>
    private AwarenessPlace _heardAwareness = new(0, true);

    private Task? _tellingAwareness;
    private Task _opening = Task.CompletedTask;
    private bool _isOpen;

    private bool IsListenedTo => _notifying is not null || _tellingAwareness is not null;

    private void HearOf(CommittedChange change)
    {
        _unheardAt = _environment.Time.GetTimestamp();
        _unheardSince = _unheard is null ? _unheardAt : _unheardSince;
        _unheard = change;
        Notify();
    }

    /// <summary>Tells the listeners of the newest durable change, unless it is too early, or they are still busy with an older one.</summary>
    private void Notify()
    {
        if (_notifying is not null || _unheard is not { } change || _environment.Listeners.Count == 0)
        {
            return;
        }

        if (ListenersRest is { Ticks: > 0 } rest)
        {
            TickIn(rest);
            return;
        }

        _unheard = null;
        if (_environment.Listeners.All(listener => listener.IsImmediate))
        {
            var told = NotifyAsync(change);
            _notifying = told.IsCompleted ? null : SayWhenNotifiedAsync(told);
        }
        else
        {
            _notifying = _environment.Run(() => SayWhenNotifiedAsync(NotifyAsync(change)));
        }
    }

    private async Task SayWhenNotifiedAsync(Task told)
    {
        await told;
        Post(Command.Of(CommandKind.Notified));
    }

    /// <summary>Time until listeners are told; at most until they were spared for long enough.</summary>
    private TimeSpan ListenersRest
    {
        get
        {
            var rest = _options.ListenerDelay - _environment.Time.GetElapsedTime(_unheardAt);
            var longest = _options.MaxListenerDelay - _environment.Time.GetElapsedTime(_unheardSince);
            return TimeSpan.FromMilliseconds(Math.Ceiling((rest < longest ? rest : longest).TotalMilliseconds));
        }
    }

    private void OnNotified()
    {
        _notifying = null;
        Notify();
    }

    /// <summary>Tells awareness listeners what has changed since they were told last, unless they are still busy with that.</summary>
    private void TellAwareness()
    {
        if (_tellingAwareness is not null || _environment.AwarenessListeners.Count == 0 || _heardAwareness.Version == _awareness.Version)
        {
            return;
        }

        if (TakeAwarenessChange() is { } change)
        {
            _tellingAwareness = _environment.Run(async () =>
            {
                await TellAwarenessAsync(change);
                Post(Command.Of(CommandKind.AwarenessTold));
            });
        }
    }

    private void OnAwarenessTold()
    {
        _tellingAwareness = null;
        TellAwareness();
    }

    /// <returns>Null if nothing has changed that is not past already.</returns>
    private AwarenessChange? TakeAwarenessChange()
    {
        var states = _awareness.StatesSince(_heardAwareness);
        _heardAwareness = new AwarenessPlace(_awareness.Version, false);
        return states.Count == 0 ? null : new AwarenessChange(Name, states);
    }

    private Task NotifyAsync(CommittedChange change) =>
        TellAsync(_environment.Listeners, listener => listener.CommittedAsync(change, CancellationToken.None));

    private Task TellAwarenessAsync(AwarenessChange change) =>
        TellAsync(_environment.AwarenessListeners, listener => listener.ChangedAsync(change, CancellationToken.None));

    private void TellOpened()
    {
        _isOpen = true;
        if (_environment.SessionListeners.Count > 0)
        {
            _opening = _environment.Run(() => TellAsync(
                _environment.SessionListeners, listener => listener.OpenedAsync(Name, CancellationToken.None)));
        }
    }

    /// <summary>Tells what is left to tell, once nothing changes any more.</summary>
    private async Task TellLastAsync()
    {
        await (_notifying ?? Task.CompletedTask);
        await (_tellingAwareness ?? Task.CompletedTask);
        if (_unheard is { } change)
        {
            await NotifyAsync(change);
        }

        if (_environment.AwarenessListeners.Count > 0)
        {
            _awareness.RemoveAll();
            _awareness.Flush();
            if (TakeAwarenessChange() is { } last)
            {
                await TellAwarenessAsync(last);
            }
        }

        await _opening;
        await TellAsync(_environment.SessionListeners, listener => listener.ClosedAsync(Name, CancellationToken.None));
    }

    private async Task TellAsync<T>(IReadOnlyList<T> listeners, Func<T, Task> tell)
        where T : notnull
    {
        foreach (var listener in listeners)
        {
            try
            {
                await tell(listener);
            }
            catch (Exception exception)
            {
                Log.ListenerFailed(_logger, Name, listener.GetType(), exception);
            }
        }
    }
}
