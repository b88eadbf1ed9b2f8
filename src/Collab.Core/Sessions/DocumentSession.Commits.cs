using Collab.Core.Protocol;
using Collab.Core.Storage;

namespace Collab.Core.Sessions;

// The way to the store, and what may be told only afterwards.
internal sealed partial class DocumentSession
{
    private readonly List<HostCall> _hostCalls = [];

    /// <summary>Edits of the host that came while none are taken.</summary>
    private readonly Queue<HostCall> _parkedCalls = new();

    private readonly List<Batch> _uncommitted = [];
    private long _uncommittedBytes;
    private Submission? _submission;
    private long _submittedAt;
    private DocumentMeta _submittedMeta;

    /// <summary>The newest sequence that is durable; what is told as saved is at or below it.</summary>
    private long _durable;

    private bool _storeFailing;
    private bool _storeRefused;
    private bool _hasOtherWriters;
    private long? _pausedAt;

    /// <summary>Whether too much waits for the store, of this document or of all.</summary>
    private bool IsFull => _uncommittedBytes > _options.MaxUncommittedBytes || _commits.Uncommitted.IsSpent;

    private void SubmitCommit()
    {
        if (_uncommitted.Count > 0 && TrySubmit())
        {
            _submittedMeta = _environment.Listeners.Count > 0 ? DocumentMeta.Read(_opened.Integrated) : default;
            _uncommitted.Clear();
        }

        PauseIfFull();
        CompleteHostCalls();
    }

    /// <returns>False if a commit is under way: what is new waits for the next.</returns>
    private bool TrySubmit()
    {
        if (_submission is not null)
        {
            return _submission.TryAdd(_uncommitted);
        }

        _submission = new Submission(this);
        _submission.TryAdd(_uncommitted);
        _submittedAt = _environment.Time.GetTimestamp();
        _commits.Submit(_submission);
        return true;
    }

    private void OnCommitted(AppendResult result)
    {
        if (result.Error is not null)
        {
            _storeRefused = true;
            Log.AppendFailed(_logger, Name, result.Error);
            End(PeerClose.StorageTrouble("changes could not be saved; reconnect"));
            return;
        }

        var submission = _submission!;
        _submission = null;
        _durable = submission.LastSequence;
        NoticeOtherWriters(result.Sequence);
        _uncommittedBytes -= submission.Bytes;
        _commits.Uncommitted.Return(submission.Bytes);
        _trigger.Appended(result.Sequence, submission.Bytes);
        if (_commitFirst)
        {
            foreach (var batch in submission.Batches)
            {
                Relay(batch);
            }
        }

        Echo(submission);
        _waiting.UnionWith(_peers.Where(peer => peer.BehindFrom > 0));
        HearOf(new CommittedChange(Name, result.Sequence, _submittedMeta, _environment.Time.GetUtcNow()));
        if (_storeFailing)
        {
            _storeFailing = false;
            _peers.ForEach(OweStatus);
        }

        UnpauseIfRoom();
        _parksForState &= _sequence > _durable;

        LetSeededIn();

        // Those that are owed a state get it before they write on.
        ServeWaiting();
        Resume();
    }

    /// <summary>Takes no more updates once too much waits for the store.</summary>
    private void PauseIfFull()
    {
        if (_pausedAt is null && IsFull)
        {
            Log.Paused(_logger, Name, _uncommittedBytes, _commits.Uncommitted.Bytes);
            _pausedAt = _environment.Time.GetTimestamp();
            _environment.Metrics.PausedChanged(1);
        }
    }

    /// <summary>Lets updates in again once there is room; <see cref="Resume"/> has to follow.</summary>
    private void UnpauseIfRoom()
    {
        if (_pausedAt is not null && !IsFull)
        {
            _pausedAt = null;
            _environment.Metrics.PausedChanged(-1);
        }
    }

    /// <summary>Another process on the same store has written the document: this one's peers do not see that. What is appended
    /// stays whole, checkpoints are made from the store, and whoever loads it next has all.</summary>
    private void NoticeOtherWriters(long storedSequence)
    {
        if (storedSequence != _durable && !_hasOtherWriters)
        {
            _hasOtherWriters = true;
            Log.OtherWriters(_logger, Name);
        }
    }

    /// <summary>Sends the peers their own updates back: to a y-websocket client that is the acknowledgement.</summary>
    private void Echo(Submission submission)
    {
        foreach (var batch in submission.Batches)
        {
            foreach (var (peer, frame) in batch.Withheld)
            {
                if (peer.BehindFrom > 0)
                {
                    // It fell behind meanwhile: what it catches up with has to reach back to what it was not sent here.
                    peer.BehindFrom = Math.Min(peer.BehindFrom, batch.Number);
                }
                else if (!peer.IsGone && peer.IsSubscribed)
                {
                    SendUpdate(peer, frame, batch.Number);
                }
                else if (!peer.IsGone)
                {
                    // Blocks of its own and no others: a client that has seen nothing yet cannot be behind.
                    Send(peer, frame);
                }
            }
        }
    }

    private void CompleteHostCalls()
    {
        if (_hostCalls.Count > 0)
        {
            foreach (var call in _hostCalls.Where(call => call.Sequence <= _durable))
            {
                call.Complete();
            }

            _hostCalls.RemoveAll(call => call.Sequence <= _durable);
        }
    }

    private void OnStoreFailing()
    {
        if (!_storeFailing)
        {
            _storeFailing = true;
            _peers.ForEach(OweStatus);
        }
    }

    private void OweStatus(PeerState peer)
    {
        if (peer.Peer.WantsStatus)
        {
            peer.LacksStatus = true;
            _waiting.Add(peer);
        }
    }

    private bool TryTellStatus(PeerState peer)
    {
        if (!peer.LacksStatus)
        {
            return true;
        }

        if (!Send(peer, YWebsocketFrame.Status(_storeFailing ? """{"storage":"trouble"}"""u8 : """{"storage":"ok"}"""u8)))
        {
            NotifyWhenDrained(peer);
            return false;
        }

        peer.LacksStatus = false;
        return true;
    }

    /// <summary>Takes updates again, those first that came meanwhile.</summary>
    private void Resume()
    {
        foreach (var peer in _peers.Where(peer => peer.Parked is not null && !MustPark(peer)).ToList())
        {
            var parked = peer.Parked!;
            peer.Parked = null;
            foreach (var frame in parked)
            {
                Receive(peer, frame);
            }

            if (peer.LeavesAfterParked && peer.Parked is null)
            {
                Leave(peer);
            }
        }

        while (_parkedCalls.Count > 0 && !TakesNoUpdates() && _parkedCalls.TryDequeue(out var call))
        {
            RunHostCall(call);
        }
    }
}
