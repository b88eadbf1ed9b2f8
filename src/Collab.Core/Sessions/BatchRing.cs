using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>The recent batches of a session, bounded in number and bytes: peers that fell behind catch up from it.</summary>
internal sealed class BatchRing(int maxBatches, long maxBytes)
{
    private readonly Queue<Batch> _batches = new();
    private long _bytes;
    private (long Since, ReadOnlyMemory<byte> Frame) _newestMerge;

    public void Add(Batch batch)
    {
        _newestMerge = default;
        _batches.Enqueue(batch);
        _bytes += batch.Merged.Length;
        while (_batches.Count > maxBatches || _bytes > maxBytes)
        {
            _bytes -= _batches.Dequeue().Merged.Length;
        }
    }

    /// <summary>Forgets all batches: who falls behind gets a diff.</summary>
    public void Clear()
    {
        _batches.Clear();
        _bytes = 0;
        _newestMerge = default;
    }

    /// <summary>Finds what was integrated since a batch, that one included, as one update message: empty if nothing was. Peers that fell
    /// behind together share it.</summary>
    /// <returns>False if the ring does not reach back that far.</returns>
    public bool TryMergeSince(long number, out ReadOnlyMemory<byte> frame)
    {
        frame = default;
        if (!_batches.TryPeek(out var oldest) || oldest.Number > number)
        {
            return false;
        }

        if (_newestMerge.Since != number)
        {
            var update = Batch.Merge(_batches.Where(batch => batch.Number >= number).Select(batch => batch.Merged));
            _newestMerge = (number, update.IsEmpty ? default : YWebsocketFrame.Update(update.Span));
        }

        frame = _newestMerge.Frame;
        return true;
    }
}
