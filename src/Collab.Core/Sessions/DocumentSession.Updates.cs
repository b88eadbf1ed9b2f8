using Collab.Core.Documents;

namespace Collab.Core.Sessions;

// Applying updates and relaying them.
internal sealed partial class DocumentSession
{
    /// <summary>No clients' blocks and no clients' deletes.</summary>
    private static ReadOnlySpan<byte> EmptyUpdate => [0, 0];

    private Batch? _batch;
    private long _batchNumber;

    /// <summary>The document sequence of the newest update that changed the document.</summary>
    private long _sequence;

    private void ApplyUpdate(PeerState peer, ReadOnlyMemory<byte> update)
    {
        if (peer.Peer.Right < AccessRight.Write)
        {
            return;
        }

        var hadPending = _document.HasPending;
        var result = _document.ApplyUpdate(update.Span, peer);
        if (result.Outcome != ApplyOutcome.Whole && !update.Span.SequenceEqual(EmptyUpdate))
        {
            // What it repeats may sit in another connection's uncommitted batch, and is its own as well.
            peer.LastSequence = peer.RepeatsUpTo = _sequence;
        }

        if (result.Outcome == ApplyOutcome.Nothing)
        {
            return;
        }

        var relay = result.Outcome == ApplyOutcome.Whole ? update : result.Integrated ?? default(ReadOnlyMemory<byte>);
        Record(peer, relay, result.PendingGrew ? update : relay, hadPending && result.Outcome == ApplyOutcome.Partial);
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
                call.Body(_document);
            }
            else if (_document.TransactAndEncode(_ => call.Body(_document)) is { } update)
            {
                Record(null, update, update, releasedPending: false);
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

    private void Record(PeerState? author, ReadOnlyMemory<byte> relay, ReadOnlyMemory<byte> log, bool releasedPending)
    {
        _batch ??= new Batch(++_batchNumber);
        _batch.Add(new BatchEntry(author, ++_sequence, relay, log, releasedPending));
        _uncommittedBytes += log.Length;
        _commits.Uncommitted.Add(log.Length);
        _encodedState = null;
        if (author is not null)
        {
            author.LastSequence = _sequence;
        }
    }

    /// <summary>Closes the batch: it is for the next commit, and goes to the peers, at once or after that commit.</summary>
    private void FinishRecording()
    {
        // Nobody waits for a batch that is relayed after its commit: it grows until that can begin, into one broadcast.
        if (_batch is not { } batch || (_commitFirst && _submission is not null))
        {
            return;
        }

        _batch = null;
        _uncommitted.Add(batch);
        _uncommittedMeta = DocumentMeta.Read(_document);
        if (!_commitFirst)
        {
            Relay(batch);
        }
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
            if (batch.LastSequence > _durable && peer.LastSequence > _durable && batch.MayHoldBlocksOf(peer))
            {
                batch.Withheld.Add(peer);
                peer.LastSequence = batch.LastSequence;
                frame = Batch.FrameFor(peer, own: false, batch.Entries);
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
        if (!outbox.TryAdd(new OutboundFrame(frame, batch)))
        {
            peer.BehindFrom = outbox.DropUpdates(batch);
            peer.ShedAwareness();
            NotifyWhenDrained(peer);
        }
    }
}
