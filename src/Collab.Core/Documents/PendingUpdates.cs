using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>Blocks and deletes that a document was given and cannot apply yet, as it lacks what they refer to.</summary>
internal sealed class PendingUpdates
{
    // A range of deletes: two varUints of five bytes.
    private const int MaxBytesPerRange = 10;

    public PendingBlocks Blocks { get; } = new();

    public PendingDeletes Deletes { get; } = new();

    public bool IsEmpty => Blocks.IsEmpty && Deletes.IsEmpty;

    public int Bytes => Blocks.Bytes + (Deletes.IsEmpty ? 0 : Deletes.Encode().Length);

    /// <summary>Refuses what would be too much together with what waits already.</summary>
    /// <remarks>Bytes are counted as they may be at most in one V1 update of all, and the same for what waits and for what
    /// comes: what was taken bit by bit must not be over the limit for whoever loads it as one.</remarks>
    public void CheckRoom(PendingRun[] blocks, DecodedDeletes deletes, UpdateLimits limits)
    {
        if (blocks.Length == 0 && deletes.IsEmpty)
        {
            return;
        }

        var ranges = deletes.Clients.Sum(entry => (long)entry.Ranges.Count) + Deletes.Count;
        var bytes = Blocks.EncodedBytes + blocks.Sum(run => run.EncodedBytes) + (ranges * MaxBytesPerRange);
        if (bytes > limits.MaxPendingBytes)
        {
            throw new PendingLimitException($"more than {limits.MaxPendingBytes} bytes would be pending");
        }

        if (Blocks.Count + blocks.Sum(run => (long)run.BlockCount) > limits.MaxPendingBlocks)
        {
            throw new PendingLimitException($"more than {limits.MaxPendingBlocks} blocks would be pending");
        }
    }

    /// <summary>Adds what waits to a digest.</summary>
    public void AddTo(ref UnitDigester digester, BlockStore store)
    {
        if (!IsEmpty)
        {
            Blocks.AddTo(ref digester, store);
            Deletes.AddTo(ref digester);
        }
    }

    public void Clear()
    {
        Blocks.Clear();
        Deletes.Clear();
    }
}
