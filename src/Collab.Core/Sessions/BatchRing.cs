namespace Collab.Core.Sessions;

/// <summary>The recent batches of a session, bounded in number and bytes: peers that fell behind catch up from it.</summary>
internal sealed class BatchRing(int maxBatches, long maxBytes)
{
    private readonly Queue<Batch> _batches = new();
    private long _bytes;

    public void Add(Batch batch)
    {
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
    }

    /// <summary>Finds what was integrated since a batch, that one included, as one update.</summary>
    /// <returns>False if the ring does not reach back that far.</returns>
    public bool TryMergeSince(long number, out ReadOnlyMemory<byte> update)
    {
        update = default;
        if (!_batches.TryPeek(out var oldest) || oldest.Number > number)
        {
            return false;
        }

        update = Batch.Merge(_batches.Where(batch => batch.Number >= number).Select(batch => batch.Merged));
        return true;
    }
}
