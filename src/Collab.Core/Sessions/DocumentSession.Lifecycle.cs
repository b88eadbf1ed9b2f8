using Collab.Core.Documents;
using Collab.Core.Storage;

namespace Collab.Core.Sessions;

// From loading to the end.
internal sealed partial class DocumentSession
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    /// <summary>For what must not be late; most sessions never need it.</summary>
    private ITimer? _timer;
    private bool _ticking;
    private long _tickAt;

    /// <summary>When <see cref="SessionClock"/> is to call.</summary>
    private long _lookAt = long.MaxValue;

    private long _emptySince;
    private PeerClose? _refusal;

    private bool HasEnded { get; set; }

    private bool IsDurable => _durable == _sequence && _submission is null && _hostCalls.Count == 0 && _parkedCalls.Count == 0;

    /// <summary>Reads the document. If that fails whoever waits is refused: a failed load never becomes an empty document.</summary>
    private async Task<bool> TryLoadAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(_options.LoadTimeout, _environment.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            if (_environment.DeletedDocuments is { } deleted && await deleted.IsDeletedAsync(Name, either.Token))
            {
                _ended(this);
                End(PeerClose.Deleted);
                return false;
            }

            (_opened, var stored, var isFallback) = await _loader.OpenAsync(Name, NewDocument, either.Token);
            _sequence = _durable = stored?.Sequence ?? 0;
            _trigger.Loaded(stored, isFallback);
            _emptySince = _environment.Time.GetTimestamp();
            if (_sequence == 0 && await LoadSeedAsync(either.Token) is { IsEmpty: false } seed)
            {
                BeginWith(seed);
            }

            TellOpened();
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            End(PeerClose.Restarting);
            return false;
        }
        catch (Exception exception)
        {
            Log.LoadFailed(_logger, Name, exception);

            // Whoever comes once the first was refused tries anew; nothing of this session is under way any more.
            _ended(this);
            End(exception is DocumentDamagedException
                ? PeerClose.Damaged
                : PeerClose.StorageTrouble("the document could not be loaded"));
            return false;
        }
    }

    private Document NewDocument() => new(new DocumentOptions
    {
        ClientId = NewClientId(),
        NewClientId = NewClientId,
        Limits = _options.Updates,
    });

    /// <summary>The author of the host's edits: 32 bits as yjs makes them, since some other clients cannot read more.</summary>
    private ClientId NewClientId() => new((uint)_environment.Random.NextInt64(1, 1L << 32));

    /// <summary>Has the session look after itself if it wants to by then; called from any thread.</summary>
    public void TickIfDue(long until)
    {
        var lookAt = Interlocked.Read(ref _lookAt);
        if (lookAt <= until && Interlocked.CompareExchange(ref _lookAt, long.MaxValue, lookAt) == lookAt)
        {
            Post(Command.Of(CommandKind.Tick));
        }
    }

    private void OnTick()
    {
        _ticking = false;
        CloseExpired();
        RefuseSeededIfLate();
        Notify();
        ReassureBarriers();
        _waiting.UnionWith(_peers.Where(peer => peer.BehindFrom > 0));
        if (_submission is not null && _environment.Time.GetElapsedTime(_submittedAt) >= CommitQueue.TroubleAfter)
        {
            OnStoreFailing();
        }

        if (_pausedAt is not null)
        {
            // Other sessions' commits make room too, and tell only themselves.
            UnpauseIfRoom();
            Resume();
        }

        var waitsSince = _pausedAt ?? (_submission is null ? null : _submittedAt);
        if (waitsSince is { } since && _environment.Time.GetElapsedTime(since) >= _options.PauseTimeout)
        {
            foreach (var peer in _peers.Where(peer => peer.Parked is not null).ToList())
            {
                Close(peer, PeerClose.StorageTrouble("changes could not be saved; reconnect"));
            }

            while (_parkedCalls.TryDequeue(out var call))
            {
                call.Fail(new StoreUnavailableException($"edits of {Name} could not be saved"));
            }
        }
    }

    private void CheckLifecycle()
    {
        NoteLoaded();
        StartCheckpointIfDue();
        RestIfDue();
        if (_stopping && CloseDue() is { } next)
        {
            TickIn(next);
        }

        if (_peers.Count == 0 && IsDurable && _compacting is null && !IsListenedTo)
        {
            TryEnd();
        }

        if (!HasEnded && ExpiryIn is { } expiry)
        {
            TickIn(expiry);
        }

        Interlocked.Exchange(ref _lookAt, !HasEnded && NextLookIn() is { } wait ? After(wait) : long.MaxValue);
    }

    /// <summary>When the session has to look after itself though nothing happens; null if it need not.</summary>
    private TimeSpan? NextLookIn()
    {
        if (_submission is not null || _pausedAt is not null || _waiting.Count > 0)
        {
            return TickInterval;
        }

        // Rarely, as very many sessions may be idle.
        var next = Earlier(_trigger.DueIn, RestsIn);
        return _peers.Count == 0
            ? Earlier(next, _options.IdleTimeout - _environment.Time.GetElapsedTime(_emptySince)) is { } wait && wait > TickInterval
                ? wait
                : TickInterval
            : next;
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private void TickIn(TimeSpan wait)
    {
        var at = After(wait);
        if (!_ticking || at < _tickAt)
        {
            (_ticking, _tickAt) = (true, at);
            _timer ??= _environment.Time.CreateTimer(
                static session => ((DocumentSession)session!).Post(Command.Of(CommandKind.Tick)),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private long After(TimeSpan wait) =>
        _environment.Time.GetTimestamp() + (long)(wait.TotalSeconds * _environment.Time.TimestampFrequency);

    /// <summary>Ends the session once it is empty for long enough, after a last checkpoint; at once when the server stops.</summary>
    private void TryEnd()
    {
        if (_stopping)
        {
            HasEnded = true;
        }
        else if (_isEvicted || _environment.Time.GetElapsedTime(_emptySince) >= _options.IdleTimeout)
        {
            if (_trigger.HasNewLog)
            {
                StartCheckpoint();
            }
            else
            {
                HasEnded = true;
            }
        }
    }

    /// <summary>Ends the session before all is durable: those in it are closed, those that wait are refused.</summary>
    private void End(PeerClose close)
    {
        HasEnded = true;
        _refusal = close;
        RefuseSeeded(close);
        foreach (var peer in _peers)
        {
            peer.Peer.Close(close);
        }

        _environment.Metrics.PeersChanged(-_peers.Count);
        _peers.Clear();
    }

    /// <summary>Commits what was received before the session failed: those who sent it may be gone. The next session must not
    /// load before, or it would not have it.</summary>
    private async Task FlushAsync()
    {
        if (!_recorder.IsEmpty)
        {
            _uncommitted.Add(_recorder.CloseAsReceived(++_batchNumber, _sequence));
        }

        if (_submission is { } submitted)
        {
            await submitted.Settled;
        }

        if (_uncommitted.Count > 0)
        {
            var rest = new Submission(this);
            rest.TryAdd(_uncommitted);
            _commits.Submit(rest);
            await rest.Settled;
        }
    }

    /// <summary>Closes the inbox, answers what is left in it, and waits for what the session started.</summary>
    private async Task FinishAsync()
    {
        _loaded.Dispose();
        _inbox.Close();
        while (_inbox.TryTake(out var command))
        {
            AnswerAfterEnd(command);
        }

        foreach (var call in _hostCalls.Concat(_parkedCalls))
        {
            call.Fail(new StoreUnavailableException($"the session of {Name} ended before the edit was durable"));
        }

        if (!_storeRefused)
        {
            await FlushAsync();
        }

        _stop.Cancel();
        await (_compacting ?? Task.CompletedTask);
        await (_reopening ?? Task.CompletedTask);
        if (_isOpen)
        {
            await TellLastAsync();
        }

        if (_pausedAt is not null)
        {
            _environment.Metrics.PausedChanged(-1);
        }

        _commits.Uncommitted.Return(_uncommittedBytes);
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }
    }

    private void AnswerAfterEnd(in Command command)
    {
        switch (command.Argument)
        {
            case JoinRequest request when _refusal is { } close:
                request.Refuse(close);
                break;
            case JoinRequest request:
                request.Retry();
                break;
            case HostCall call when _refusal is { } close:
                call.Fail(close == PeerClose.Deleted
                    ? new DocumentDeletedException(Name)
                    : new StoreUnavailableException(close.Reason));
                break;
            case HostCall call:
                call.Retry();
                break;
            case null when command.Kind == CommandKind.Frames:
                command.Peer!.ReturnCredits(command.Frames);
                break;
            default:
                // A frame of a peer that is closed already: nothing was acknowledged, so its client sends it again.
                break;
        }
    }
}
