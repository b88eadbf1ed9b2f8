namespace Collab.Core.Sessions;

/// <summary>The memory of the documents that a process has open, as far as it can be told, against what it may be. Over it those that nobody
/// has open are let go of, the one first that was left longest ago.</summary>
/// <remarks>Documents with peers are never let go of: their memory counts, and may be over the limit.</remarks>
internal sealed class LoadedBudget(long limit)
{
    private readonly Lock _lock = new();

    /// <summary>Those without peers, the one that was left first in front.</summary>
    private readonly LinkedList<Share> _idle = new();
    private long _bytes;
    private long _leavingBytes;

    /// <summary>Enters a document.</summary>
    /// <param name="evict">Called from any thread, and under a lock, when the document should be let go of.</param>
    public Share Enter(Action evict) => new(this, evict);

    private void Set(Share share, long bytes, bool isIdle)
    {
        lock (_lock)
        {
            _bytes += bytes - share.Bytes;
            _leavingBytes += share.IsLeaving ? (isIdle ? bytes : 0) - share.Bytes : 0;
            share.Bytes = bytes;
            share.IsLeaving &= isIdle;
            if (!isIdle && share.Place.List is not null)
            {
                _idle.Remove(share.Place);
            }
            else if (isIdle && share.Place.List is null && !share.IsLeaving)
            {
                _idle.AddLast(share.Place);
            }

            while (_bytes - _leavingBytes > limit && _idle.First is { Value: var longest })
            {
                _idle.RemoveFirst();
                longest.IsLeaving = true;
                _leavingBytes += longest.Bytes;
                longest.Evict();
            }
        }
    }

    private void Leave(Share share)
    {
        lock (_lock)
        {
            _bytes -= share.Bytes;
            _leavingBytes -= share.IsLeaving ? share.Bytes : 0;
            (share.Bytes, share.IsLeaving) = (0, false);
            if (share.Place.List is not null)
            {
                _idle.Remove(share.Place);
            }
        }
    }

    /// <summary>One document's part of the budget.</summary>
    public sealed class Share : IDisposable
    {
        private readonly LoadedBudget _budget;
        private bool? _wasIdle;

        public Share(LoadedBudget budget, Action evict)
        {
            (_budget, Evict) = (budget, evict);
            Place = new LinkedListNode<Share>(this);
        }

        internal Action Evict { get; }

        internal LinkedListNode<Share> Place { get; }

        internal long Bytes { get; set; }

        /// <summary>Whether it was told to go, and is not counted any more when others are chosen.</summary>
        internal bool IsLeaving { get; set; }

        /// <summary>Says how much the document takes and whether nobody has it open; cheap if nothing much has changed.</summary>
        public void Set(long bytes, bool isIdle)
        {
            if (isIdle != _wasIdle || Math.Abs(bytes - Bytes) > Bytes / 8)
            {
                _wasIdle = isIdle;
                _budget.Set(this, bytes, isIdle);
            }
        }

        public void Dispose() => _budget.Leave(this);
    }
}
