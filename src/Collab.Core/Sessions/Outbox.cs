using System.Diagnostics.CodeAnalysis;

namespace Collab.Core.Sessions;

/// <summary>What waits to be sent to one peer: written by the session's loop, read by the peer's own.</summary>
/// <remarks>
/// Bounded. When an update does not fit, the session takes those that wait out again and lets the peer fall behind; what else
/// does not fit waits in <see cref="PeerState"/> until the outbox is drained. Awareness takes one place at most, leaves after everything else, and goes first when there is too much.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never made, so nothing is held.")]
public sealed class Outbox(int maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Queue<OutboundFrame> _frames = new();
    private readonly SemaphoreSlim _available = new(0, 1);
    private ReadOnlyMemory<byte> _awareness;
    private long _bytes;
    private bool _completed;
    private bool _readerWaits;
    private Action? _drained;

    /// <summary>Whether everything is sent: the reader came back for more and found nothing.</summary>
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

    /// <summary>Waits for the next frame.</summary>
    /// <returns>False once the outbox is completed and empty.</returns>
    public async ValueTask<(bool Any, ReadOnlyMemory<byte> Frame)> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out var frame, out var ended))
            {
                return (true, frame);
            }

            if (ended)
            {
                return (false, default);
            }

            await _available.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes no more frames; those that wait can still be read.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            Wake();
        }
    }

    /// <summary>Adds a frame unless that would take the outbox over its limit. A frame alone always fits: it may be a
    /// whole document.</summary>
    internal bool TryAdd(OutboundFrame frame)
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
            Wake();
            return true;
        }
    }

    /// <summary>Adds an awareness message, unless the one before still waits: that one is taken out, so that the peer can be told the
    /// newest of all once it reads again.</summary>
    internal bool TryAddAwareness(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            if (_completed)
            {
                return true;
            }

            var isFirst = _awareness.IsEmpty;
            _awareness = isFirst ? frame : default;
            Wake();
            return isFirst;
        }
    }

    /// <summary>Calls back, on the reader's thread, once everything that waits now is sent.</summary>
    internal void NotifyWhenDrained(Action drained)
    {
        lock (_lock)
        {
            _drained = drained;
            Wake();
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

    private bool TryTake([MaybeNullWhen(false)] out ReadOnlyMemory<byte> bytes, out bool ended)
    {
        Action? drained = null;
        try
        {
            lock (_lock)
            {
                ended = false;
                _readerWaits = false;
                if (_frames.TryDequeue(out var frame))
                {
                    bytes = frame.Bytes;
                    _bytes -= bytes.Length;
                    return true;
                }

                (drained, _drained) = (_drained, null);
                (bytes, _awareness) = (_awareness, default);
                _readerWaits = bytes.IsEmpty;
                ended = bytes.IsEmpty && _completed;
                return !bytes.IsEmpty;
            }
        }
        finally
        {
            drained?.Invoke();
        }
    }

    private void Wake()
    {
        if (_available.CurrentCount == 0)
        {
            _available.Release();
        }
    }
}
