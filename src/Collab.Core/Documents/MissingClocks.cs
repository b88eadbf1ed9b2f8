using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>The clocks of which Yjs takes the first to arrive as its cue to try again what waits (Yjs, <c>missing</c> of
/// <c>pendingStructs</c>): for each client, the lowest.</summary>
/// <remarks>
/// These are not all that is waited for. Yjs walks from block to block that needs it, and notes only where the walk ends; so
/// what could be integrated may wait on until some other clock comes. That is imitated, for the bytes of a document show
/// what waits in it, and peers and stores compare them.
/// </remarks>
internal sealed class MissingClocks
{
    private readonly Dictionary<ulong, int> _clocks = [];
    private int _visit;

    /// <param name="advanced">The clients to look at.</param>
    public bool AnyIn(BlockStore store, ReadOnlySpan<ulong> advanced)
    {
        foreach (var client in advanced)
        {
            if (_clocks.TryGetValue(client, out var clock) && clock < store.StateOf(client))
            {
                return true;
            }
        }

        return false;
    }

    public void Add(Dictionary<ulong, int> clocks)
    {
        foreach (var (client, clock) in clocks)
        {
            Add(client, clock);
        }
    }

    /// <summary>Begins anew with what Yjs would note of these when it tries to integrate them and none can be.</summary>
    /// <param name="clients">What waits, the highest client first.</param>
    public void FindAll(SortedDictionary<ulong, PendingClient> clients, BlockStore store)
    {
        _clocks.Clear();
        _visit++;
        foreach (var id in clients.Keys)
        {
            Walk(id, clients, store);
        }
    }

    public void Clear() => _clocks.Clear();

    // From a client's first block to that of the client that it needs, and on. Who was visited before is put aside by then.
    private void Walk(ulong id, SortedDictionary<ulong, PendingClient> clients, BlockStore store)
    {
        var needed = id;
        while (clients.TryGetValue(needed, out var client) && client.Head is { } run && client.Visit != _visit)
        {
            client.Visit = _visit;
            var (missing, clock) = PendingBlocks.FindMissing(run.Current, store) ?? (needed, run.Current.Clock - 1);
            if (missing == needed)
            {
                Add(missing, clock);
                return;
            }

            needed = missing;
        }

        if (needed != id)
        {
            Add(needed, store.StateOf(needed));
        }
    }

    private void Add(ulong client, int clock) =>
        _clocks[client] = _clocks.TryGetValue(client, out var known) ? Math.Min(known, clock) : clock;
}
