using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>A snapshot looked at in a document's store: which items were there.</summary>
internal sealed class SnapshotView
{
    private readonly BlockStore _store;
    private readonly Dictionary<int, (int State, ClockRanges Deleted)> _clients = [];

    public SnapshotView(BlockStore store, Snapshot snapshot)
    {
        _store = store;
        foreach (var (id, clock) in snapshot.StateVector)
        {
            if (store.FindClient(id.Value) is { } client)
            {
                _clients.Add(client.Index, ((int)Math.Min(clock, int.MaxValue), RangesOf(snapshot.DeleteSet[id])));
            }
        }
    }

    /// <summary>Whether an item's first unit had been inserted.</summary>
    public bool Has(in Block item) => _clients.TryGetValue(item.Client, out var client) && item.Clock < client.State;

    /// <summary>Whether an item's first unit had been inserted and not deleted.</summary>
    public bool Shows(in Block item) =>
        _clients.TryGetValue(item.Client, out var client)
        && item.Clock < client.State
        && !client.Deleted.Contains(item.Clock, item.Clock + 1);

    /// <summary>Splits items of which the snapshot shows only a part. To be called within a transaction, at whose end they
    /// merge again.</summary>
    public void Split()
    {
        foreach (var (index, (state, deleted)) in _clients)
        {
            var client = _store.Client(index);
            SplitBefore(client, state);
            foreach (var range in deleted.AsSpan())
            {
                SplitBefore(client, range.Start);
                SplitBefore(client, range.End);
            }
        }
    }

    private void SplitBefore(ClientBlocks client, int clock)
    {
        if (clock < client.State)
        {
            _store.FindStartingAt(client.Index, clock);
        }
    }

    private static ClockRanges RangesOf(IReadOnlyList<DeleteRange> deleted)
    {
        var ranges = new ClockRanges();
        foreach (var range in deleted)
        {
            ranges.Add((int)Math.Min(range.Clock, int.MaxValue), (int)Math.Min(range.End, int.MaxValue));
        }

        return ranges;
    }
}
