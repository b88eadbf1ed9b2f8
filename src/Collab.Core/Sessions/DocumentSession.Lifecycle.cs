using Collab.Core.Documents;
using Collab.Core.Storage;

namespace Collab.Core.Sessions;

// From loading to the last checkpoint.
internal sealed partial class DocumentSession
{
    /// <summary>What an update costs to load beyond its bytes, as log that a checkpoint takes away.</summary>
    private const int LogBytesPerUpdate = 512;

    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly ITimer _timer;
    private bool _ticking;
    private long _emptySince;
    private bool _stopping;
    private long _logBytes;
    private long _logUpdates;
    private long _checkpointBytes;
    private Task? _compacting;
    private bool _lastCheckpointFailed;
    private PeerClose? _refusal;

    private bool HasEnded { get; set; }

    private bool IsDurable => _durable == _sequence && _submission is null && _hostCalls.Count == 0 && _parkedCalls.Count == 0;

    private bool MayCheckpoint => _durable > 0 && !_hasOtherWriters;

    private bool IsCheckpointDue =>
        _logBytes + (_logUpdates * LogBytesPerUpdate) >= Math.Max(_options.CheckpointAfterBytes, _checkpointBytes / 2);

    /// <summary>Reads the document. If that fails whoever waits is refused: a failed load never becomes an empty document.</summary>
    private async Task<bool> TryLoadAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(_options.LoadTimeout, _environment.Time);
            var stored = await _environment.Store.LoadAsync(Name, timeout.Token);
            _document = Read(stored);
            _sequence = _durable = stored?.Sequence ?? 0;
            _logBytes = stored?.LogBytes ?? 0;
            _logUpdates = stored?.Updates.Count ?? 0;
            _checkpointBytes = stored?.Checkpoint?.State.Length ?? 0;
            _emptySince = _environment.Time.GetTimestamp();
            return true;
        }
        catch (Exception exception)
        {
            Log.LoadFailed(_logger, Name, exception);

            // Whoever comes once the first was refused tries anew; nothing of this session is under way any more.
            _ended(this);
            End(PeerClose.StorageTrouble("the document could not be loaded"));
            return false;
        }
    }

    private Document Read(StoredDocument? stored)
    {
        var document = new Document(new DocumentOptions
        {
            ClientId = NewClientId(),
            NewClientId = NewClientId,
            Limits = _options.Updates,
        });
        if (stored?.Checkpoint is { } checkpoint)
        {
            document.ApplyUpdate(checkpoint.State.Span);
        }

        foreach (var update in stored?.Updates ?? [])
        {
            document.ApplyUpdate(update.Span);
        }

        return document;
    }

    /// <summary>The author of the host's edits: 32 bits as yjs makes them, since some other clients cannot read more.</summary>
    private ClientId NewClientId() => new((uint)_environment.Random.NextInt64(1, 1L << 32));

    private void OnStop()
    {
        _stopping = true;
        CloseAll(PeerClose.Restarting);
    }

    private void OnTick()
    {
        _ticking = false;
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
        if (_compacting is null && IsCheckpointDue && MayCheckpoint)
        {
            StartCheckpoint();
        }

        if (_peers.Count == 0 && IsDurable && _compacting is null)
        {
            TryEnd();
        }

        var needsTick = _peers.Count == 0 || _submission is not null || _pausedAt is not null || _waiting.Count > 0;
        if (needsTick && !_ticking && !HasEnded)
        {
            _ticking = true;
            _timer.Change(TickInterval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends the session once it is empty for long enough, after a last checkpoint; at once when the server stops.</summary>
    private void TryEnd()
    {
        if (_stopping)
        {
            HasEnded = true;
        }
        else if (_environment.Time.GetElapsedTime(_emptySince) >= _options.IdleTimeout)
        {
            if (_logUpdates > 0 && MayCheckpoint && !_lastCheckpointFailed)
            {
                StartCheckpoint();
            }
            else
            {
                HasEnded = true;
            }
        }
    }

    private void StartCheckpoint()
    {
        var candidate = new CheckpointCandidate(
            new Checkpoint(_durable, _encodedState ??= _document.EncodeStateAsUpdate()),
            _document.GetStateVector(),
            _document.GetDeleteSet(),
            _logUpdates,
            _logBytes);
        _compacting = _environment.Run(() => CompactAsync(candidate));
    }

    /// <summary>Writes a checkpoint, after it was read back and found to be the document.</summary>
    private async Task CompactAsync(CheckpointCandidate candidate)
    {
        var stored = false;
        try
        {
            if (!candidate.ReadsBack(_options.Updates))
            {
                Log.CheckpointDiffers(_logger, Name, candidate.Checkpoint.Sequence);
            }
            else
            {
                stored = await _environment.Store.CompactAsync(Name, candidate.Checkpoint, CancellationToken.None);
            }
        }
        catch (Exception exception)
        {
            Log.CheckpointFailed(_logger, Name, candidate.Checkpoint.Sequence, exception);
        }

        Post(Command.Of(CommandKind.Compacted, new CompactionResult(candidate, stored)));
    }

    private void OnCompacted(CompactionResult result)
    {
        _compacting = null;
        _lastCheckpointFailed = !result.Stored;
        _checkpointBytes = result.Candidate.Checkpoint.State.Length;
        // A checkpoint that failed is tried again after as much log once more, not at every turn.
        _logUpdates -= result.Candidate.LogUpdates;
        _logBytes -= result.Candidate.LogBytes;
    }

    private void CloseAll(PeerClose close)
    {
        foreach (var peer in _peers.ToList())
        {
            Close(peer, close);
        }
    }

    /// <summary>Ends the session in failure: those in it are closed, those that wait are refused.</summary>
    private void End(PeerClose close)
    {
        HasEnded = true;
        _refusal = close;
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
        if (_batch is { } batch)
        {
            _uncommitted.Add(batch);
        }

        if (_submission is { } submitted)
        {
            await submitted.Settled;
        }

        if (_uncommitted.Count > 0)
        {
            var rest = new Submission(this, _uncommitted);
            _commits.Submit(rest);
            await rest.Settled;
        }
    }

    /// <summary>Closes the inbox, answers what is left in it, and waits for what the session started.</summary>
    private async Task FinishAsync()
    {
        _inbox.Writer.TryComplete();
        while (_inbox.Reader.TryRead(out var command))
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

        await (_compacting ?? Task.CompletedTask);
        await (_notifying ?? Task.CompletedTask);
        if (_unheard is { } change)
        {
            await NotifyAsync(change);
        }

        if (_pausedAt is not null)
        {
            _environment.Metrics.PausedChanged(-1);
        }

        _commits.Uncommitted.Return(_uncommittedBytes);
        await _timer.DisposeAsync();
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
                call.Fail(new StoreUnavailableException(close.Reason));
                break;
            case HostCall call:
                call.Retry();
                break;
            case null when command.Kind == CommandKind.Frame:
                command.Peer!.ReturnCredits(command.Bytes);
                break;
            default:
                // A frame of a peer that is closed already: nothing was acknowledged, so its client sends it again.
                break;
        }
    }

    private sealed record CompactionResult(CheckpointCandidate Candidate, bool Stored);
}
