using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>What one turn of a session's loop changed: the unit of relaying and of the ring.</summary>
internal sealed class Batch(long number)
{
    private readonly List<BatchEntry> _entries = [];
    private ReadOnlyMemory<byte> _merged;
    private byte[]? _frame;

    public long Number { get; } = number;

    public IReadOnlyList<BatchEntry> Entries => _entries;

    public long LastSequence => _entries[^1].Sequence;

    /// <summary>Peers that get their part of the batch only once it is durable: it may hold blocks of their own.</summary>
    public List<PeerState> Withheld { get; } = [];

    /// <summary>Bytes that the batch holds on to.</summary>
    public long Bytes { get; private set; }

    /// <summary>All that was integrated, as one update; made once. Empty if nothing was.</summary>
    public ReadOnlyMemory<byte> Merged => _merged.IsEmpty ? _merged = Merge(_entries.Select(entry => entry.Relay)) : _merged;

    /// <summary>The update message for the peers that wrote nothing in it; made once and shared.</summary>
    public ReadOnlyMemory<byte> Frame => _frame ??= Merged.IsEmpty ? [] : YWebsocketFrame.Update(Merged.Span);

    public bool MayHoldBlocksOf(PeerState peer) => _entries.Exists(entry => entry.MayHoldBlocksOf(peer));

    public void Add(BatchEntry entry)
    {
        _entries.Add(entry);
        Bytes += entry.Relay.Length;
    }

    /// <summary>The update message of the entries that may, or may not, hold blocks of a peer; empty if they integrated nothing.</summary>
    public static ReadOnlyMemory<byte> FrameFor(PeerState peer, bool own, IEnumerable<BatchEntry> entries)
    {
        var update = Merge(entries.Where(entry => entry.MayHoldBlocksOf(peer) == own).Select(entry => entry.Relay));
        return update.IsEmpty ? default : YWebsocketFrame.Update(update.Span);
    }

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
}
