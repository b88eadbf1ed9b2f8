using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>Merges updates block by block (Yjs, mergeUpdatesV2): always goes on with the update whose next block has the
/// highest client, then the lowest clock.</summary>
/// <remarks>Yjs sorts all readers again, stably, after each run. Only the reader in front has moved then, and it goes before
/// its equals; a queue whose ties go to the one that moved last does the same.</remarks>
internal sealed class UpdateMerger
{
    private readonly UpdateCursor[] _cursors;
    private readonly PriorityQueue<UpdateCursor, (ulong Client, int Clock, long Tie)> _queue;
    private readonly SectionWriter _writer;
    private long _nextTie;

    // The block that comes next in the output, still open to being merged with.
    private DecodedBlock _pending;
    private UpdateCursor? _pendingFrom;
    private int _pendingOffset;
    private bool _hasPending;

    /// <param name="cursors">Each before its first block that counts; they pass over gaps, or there are none, and their
    /// clients descend.</param>
    /// <param name="format">Of the result.</param>
    public UpdateMerger(UpdateCursor[] cursors, UpdateFormat format)
    {
        _writer = new SectionWriter(format);
        _cursors = cursors;
        _queue = new(cursors.Length, Comparer<(ulong Client, int Clock, long Tie)>.Create((left, right) =>
            left.Client != right.Client ? right.Client.CompareTo(left.Client)
            : left.Clock != right.Clock ? left.Clock.CompareTo(right.Clock)
            : left.Tie.CompareTo(right.Tie)));
        for (var i = 0; i < cursors.Length; i++)
        {
            Enqueue(cursors[i], i);
        }
    }

    public byte[] Merge()
    {
        while (_queue.TryDequeue(out var cursor, out _))
        {
            TakeRun(cursor);
            Enqueue(cursor, --_nextTie);
        }

        WritePending();
        var deletes = DeleteSet.From(_cursors.SelectMany(cursor => cursor.ReadDeletes().AllRanges()));
        return _writer.Finish(deletes.WriteTo);
    }

    private void Enqueue(UpdateCursor cursor, long tie)
    {
        if (cursor.HasCurrent)
        {
            _queue.Enqueue(cursor, (cursor.Current.Client, cursor.Current.Clock, tie));
        }
    }

    private void TakeRun(UpdateCursor cursor)
    {
        var client = cursor.Current.Client;
        if (!_hasPending)
        {
            TakePending(cursor, 0);
        }
        else if (!SkipWritten(cursor, client))
        {
            return; // another update may have to come first now
        }
        else if (client != _pending.Client)
        {
            WritePending();
            TakePending(cursor, 0);
        }
        else
        {
            TakeAfterPending(cursor);
        }

        while (cursor.HasCurrent && cursor.Current.Client == client && cursor.Current.Clock == _pending.End)
        {
            WritePending();
            TakePending(cursor, 0);
        }
    }

    private bool SkipWritten(UpdateCursor cursor, ulong client)
    {
        var hasMoved = false;
        while (cursor.HasCurrent && cursor.Current.End <= _pending.End && cursor.Current.Client >= _pending.Client)
        {
            cursor.MoveNext();
            hasMoved = true;
        }

        return cursor.HasCurrent
            && cursor.Current.Client == client
            && !(hasMoved && cursor.Current.Clock > _pending.End);
    }

    private void TakeAfterPending(UpdateCursor cursor)
    {
        ref readonly var next = ref cursor.Current;
        if (next.Clock > _pending.End)
        {
            WritePending();
            _pending = new DecodedBlock
            {
                Client = _pending.Client,
                Clock = _pending.End,
                Length = next.Clock - _pending.End,
                Kind = ContentKind.Skip,
            };
            _pendingOffset = 0;
            return;
        }

        var overlap = _pending.End - next.Clock;
        if (_pending.Kind == ContentKind.Gc && next.Kind == ContentKind.Gc)
        {
            _pending.Length += next.Length - overlap;
            return;
        }

        WritePending();
        TakePending(cursor, overlap);
    }

    private void TakePending(UpdateCursor cursor, int offset)
    {
        _pending = cursor.Current;
        _pendingFrom = cursor;
        _pendingOffset = offset;
        _hasPending = true;
        cursor.MoveNext();
    }

    private void WritePending()
    {
        if (_hasPending)
        {
            _writer.Write(_pending, _pendingFrom!.Source.Span, _pendingOffset);
        }
    }
}
