using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

// Applying updates and relaying them.
internal sealed partial class DocumentSession
{
    /// <summary>No clients' blocks and no clients' deletes.</summary>
    private static ReadOnlySpan<byte> EmptyUpdate => [0, 0];

    private readonly BatchRecorder _recorder = new();
    private long _batchNumber;

    /// <summary>The document sequence of the newest update that changed the document.</summary>
    private long _sequence;

    /// <param name="arrayBytes">The length of what came with the update in one array.</param>
    /// <returns>False if it was refused, as it has something that the peer may not bring: the document has nothing of it then.</returns>
    private bool TryApply(PeerState peer, InboundKind kind, ReadOnlyMemory<byte> update, int arrayBytes)
    {
        if (update.Span.SequenceEqual(EmptyUpdate))
        {
            return true;
        }

        if (_opened.IsKnownAnswer(update.Span))
        {
            peer.LastSequence = peer.RepeatsUpTo = _sequence;
            return true;
        }

        if (WhyRefused(peer, kind, update) is { } reason)
        {
            if (TakeComments(peer, kind, update) is not { } rest)
            {
                Refuse(peer, reason);
                return false;
            }

            (update, arrayBytes) = (rest, rest.Length);
        }

        if (peer.Access.Right >= AccessRight.Comment)
        {
            Apply(peer, update, arrayBytes);
        }

        return true;
    }

    private void Apply(PeerState peer, ReadOnlyMemory<byte> update, int arrayBytes)
    {
        // What is relayed after its commit is kept until then, with others or without.
        var kept = _commitFirst ? KeptBytes.Of(update, arrayBytes) : update;
        var before = _sequence;
        var outcome = _recorder.Apply(_opened.Integrated, peer, kept, arrayBytes, ref _sequence);
        if (outcome != ApplyOutcome.Whole)
        {
            // What it repeats may sit in another connection's uncommitted batch, and is its own as well.
            peer.LastSequence = peer.RepeatsUpTo = before;
        }

        if (outcome != ApplyOutcome.Nothing)
        {
            NoteRecorded(update.Length);
            peer.LastSequence = _sequence;
        }
    }

    private void RunHostCall(HostCall call)
    {
        if (call.Edits && TakesNoUpdates())
        {
            _parkedCalls.Enqueue(call);
            return;
        }

        try
        {
            if (!call.Edits)
            {
                _opened.Integrated.Recording = null;
                call.Body(_opened.Integrated);
            }
            else if (_recorder.Edit(_opened.Integrated, call.Body, ref _sequence) is var bytes and > 0)
            {
                NoteRecorded(bytes);
            }
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            if (call.Edits)
            {
                // Half an edit may be in the document and is not in the log: the session ends and is read anew.
                throw;
            }

            return;
        }

        call.Sequence = _sequence;
        _hostCalls.Add(call);
    }

    private void NoteRecorded(int bytes)
    {
        _uncommittedBytes += bytes;
        _commits.Uncommitted.Add(bytes);
        _frames.Clear();
    }

    /// <summary>Closes the batch: it is for the next commit, and goes to the peers, at once or after that commit.</summary>
    private void FinishRecording()
    {
        if (_recorder.IsEmpty)
        {
            // Who only repeated what was there is forgotten too.
            _recorder.Clear();
            return;
        }

        // Nobody waits for a batch that is relayed after its commit: it grows until that can begin, into one broadcast.
        if (_commitFirst && _submission is not null)
        {
            return;
        }

        _usedAt = _environment.Time.GetTimestamp();
        NoticeManyClients();
        var batch = _recorder.Close(_opened.Integrated, ++_batchNumber, _sequence);
        _uncommitted.Add(batch);

        // What waits for the store is what goes there, which is smaller than what came.
        _uncommittedBytes += batch.LogBytes - _recorder.ReceivedBytes;
        _commits.Uncommitted.Add(batch.LogBytes - _recorder.ReceivedBytes);
        _recorder.WithholdOffers(_opened.Integrated, batch);
        if (!_commitFirst)
        {
            Relay(batch);
        }

        _recorder.Clear();
    }

    private void Relay(Batch batch)
    {
        _ring.Add(batch);
        foreach (var peer in _peers)
        {
            if (!peer.IsSubscribed || peer.BehindFrom > 0)
            {
                continue;
            }

            var frame = batch.Frame;
            if (batch.LastSequence > _durable && peer.LastSequence > _durable && _recorder.MayHoldBlocksOf(peer))
            {
                (var own, frame) = _recorder.Split(_opened.Integrated, batch, peer);
                batch.Withheld.Add((peer, own));
                peer.LastSequence = batch.LastSequence;
            }

            if (!frame.IsEmpty)
            {
                SendUpdate(peer, frame, batch.Number);
            }
        }
    }

    /// <summary>Sends an update; a peer whose outbox is full falls behind instead.</summary>
    private void SendUpdate(PeerState peer, ReadOnlyMemory<byte> frame, long batch)
    {
        var outbox = peer.Peer.Outbox;
        if (!outbox.TryAdd(new OutboundFrame(frame, batch), _woken))
        {
            peer.BehindFrom = outbox.DropUpdates(batch);
            peer.ShedAwareness();
            NotifyWhenDrained(peer);
        }
    }
}
