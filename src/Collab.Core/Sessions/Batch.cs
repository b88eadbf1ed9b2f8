using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>What one turn of a session's loop changed: the unit of relaying, of the log and of the ring.</summary>
/// <param name="number">1 for a session's first batch, then one more each.</param>
/// <param name="lastSequence">The document sequence that must be durable for all of it to be.</param>
/// <param name="merged">All that was integrated, as one update; empty if nothing was.</param>
/// <param name="log">What the store keeps of it, pending blocks included; as many updates as it took sequences.</param>
internal sealed class Batch(
    long number, long lastSequence, ReadOnlyMemory<byte> merged, IReadOnlyList<ReadOnlyMemory<byte>> log)
{
    private byte[]? _frame;

    public long Number { get; } = number;

    public long LastSequence { get; } = lastSequence;

    public ReadOnlyMemory<byte> Merged { get; } = merged;

    public IReadOnlyList<ReadOnlyMemory<byte>> Log { get; } = log;

    public long LogBytes { get; } = SumOf(log);

    /// <summary>The update message for the peers that wrote nothing in it; made once and shared.</summary>
    public ReadOnlyMemory<byte> Frame => _frame ??= Merged.IsEmpty ? [] : YWebsocketFrame.Update(Merged.Span);

    /// <summary>What peers get only once the batch is durable, as it may hold blocks of their own: each with its update
    /// message.</summary>
    public List<(PeerState Peer, ReadOnlyMemory<byte> Frame)> Withheld { get; } = [];

    /// <summary>Several updates as one; empty if all are.</summary>
    public static ReadOnlyMemory<byte> Merge(IEnumerable<ReadOnlyMemory<byte>> updates)
    {
        var some = updates.Where(update => !update.IsEmpty).ToList();
        return some.Count switch
        {
            0 => default,
            1 => some[0],
            _ => Updates.Merge(some),
        };
    }

    private static long SumOf(IReadOnlyList<ReadOnlyMemory<byte>> updates)
    {
        var bytes = 0L;
        for (var i = 0; i < updates.Count; i++)
        {
            bytes += updates[i].Length;
        }

        return bytes;
    }
}
