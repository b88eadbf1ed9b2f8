namespace Collab.Core.Sessions;

/// <summary>What waits to be sent to one peer: written by the session's loop, taken out by the peer's transport.</summary>
/// <remarks>
/// Bounded. When an update does not fit, the session takes those that wait out again and lets the peer fall behind; what else
/// does not fit waits in <see cref="PeerState"/> until the outbox is drained. Awareness takes one place at most, leaves after everything else, and goes first when there is too much.
/// </remarks>
/// <param name="wake">Called when something is there, or the outbox has ended, after the reader had found nothing: once for each time that
/// it found nothing, on a thread which must not be held up. Told whether the reader may take and send right there, without waiting.</param>
public sealed class Outbox(int maxBytes, Action<bool> wake)
{
    private readonly Lock _lock = new();
    private readonly Queue<OutboundFrame> _frames = new();
    private ReadOnlyMemory<byte> _awareness;
    private long _bytes;
    private bool _completed;
    private bool _readerWaits = true;
    private Action? _drained;

    /// <summary>Whether nothing will come any more and everything is taken.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_lock)
            {
                return _completed && _frames.Count == 0 && _awareness.IsEmpty;
            }
        }
    }

    /// <summary>Whether everything is taken: the reader came back for more and found nothing.</summary>
    internal bool IsDrained
    {
        get
        {
            lock (_lock)
            {
                return _readerWaits && _frames.Count == 0;
            }
        }
    }

    /// <summary>Takes the next frame. The reader takes what it can send at once, and comes back when that is sent.</summary>
    /// <returns>False if there is none: the reader is woken when it should look again.</returns>
    public bool TryTake(out ReadOnlyMemory<byte> frame)
    {
        Action? drained;
        lock (_lock)
        {
            if (_frames.TryDequeue(out var next))
            {
                frame = next.Bytes;
                _bytes -= frame.Length;
                return true;
            }

            (drained, _drained) = (_drained, null);
            (frame, _awareness) = (_awareness, default);
            _readerWaits = frame.IsEmpty;
        }

        drained?.Invoke();
        return !frame.IsEmpty;
    }

    /// <summary>Takes no more frames; those that wait can still be read.</summary>
    public void Complete()
    {
        bool wakes;
        lock (_lock)
        {
            _completed = true;
            wakes = EndWait();
        }

        if (wakes)
        {
            wake(false);
        }
    }

    /// <summary>Wakes the reader.</summary>
    /// <param name="mayTakeHere">Whether it may take and send within this call.</param>
    internal void Wake(bool mayTakeHere) => wake(mayTakeHere);

    /// <summary>Adds a frame unless that would take the outbox over its limit. A frame alone always fits: it may be a
    /// whole document.</summary>
    /// <param name="woken">Gets the outbox if its reader has to be woken.</param>
    internal bool TryAdd(OutboundFrame frame, List<Outbox> woken)
    {
        lock (_lock)
        {
            if (_completed)
            {
                return true;
            }

            if (_frames.Count > 0 && _bytes + frame.Bytes.Length > maxBytes)
            {
                return false;
            }

            _frames.Enqueue(frame);
            _bytes += frame.Bytes.Length;
            EndWait(woken);
        }

        return true;
    }

    /// <summary>Adds an awareness message, unless the one before still waits: that one is taken out, so that the peer can be told the
    /// newest of all once it reads again.</summary>
    internal bool TryAddAwareness(ReadOnlyMemory<byte> frame, List<Outbox> woken)
    {
        lock (_lock)
        {
            if (_completed)
            {
                return true;
            }

            var isFirst = _awareness.IsEmpty;
            _awareness = isFirst ? frame : default;
            EndWait(woken);
            return isFirst;
        }
    }

    /// <summary>Calls back, on the reader's thread, once everything that waits now is taken.</summary>
    internal void NotifyWhenDrained(Action drained, List<Outbox> woken)
    {
        lock (_lock)
        {
            _drained = drained;
            EndWait(woken);
        }
    }

    /// <summary>Takes the waiting updates and awareness out.</summary>
    /// <returns>The number of the oldest batch taken out, or <paramref name="nextBatch"/> if there was none.</returns>
    internal long DropUpdates(long nextBatch)
    {
        lock (_lock)
        {
            var oldest = nextBatch;
            _awareness = default;
            for (var left = _frames.Count; left > 0; left--)
            {
                var frame = _frames.Dequeue();
                if (frame.IsDroppable)
                {
                    oldest = Math.Min(oldest, frame.Batch);
                    _bytes -= frame.Bytes.Length;
                }
                else
                {
                    _frames.Enqueue(frame);
                }
            }

            return oldest;
        }
    }

    private bool EndWait()
    {
        var waited = _readerWaits;
        _readerWaits = false;
        return waited;
    }

    private void EndWait(List<Outbox> woken)
    {
        if (EndWait())
        {
            woken.Add(this);
        }
    }
}
