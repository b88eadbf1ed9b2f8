using System.Runtime.InteropServices;
using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>What several transactions of a document changed, to be encoded together: much smaller, and much cheaper to make,
/// than their updates merged, since blocks that were merged or collected meanwhile are written as they are now.</summary>
/// <remarks>A document adds to it while it is its <see cref="Document.Recording"/>. Of one document, and used by its owner
/// alone.</remarks>
public sealed class RecordedChanges
{
    private const int MaxSearched = 8;

    private readonly List<Added> _added = [];
    private readonly List<Deleted> _deleted = [];

    // Where a client's entries are, once there are more than a search is worth.
    private Dictionary<ClientBlocks, int>? _addedOf;
    private Dictionary<ClientBlocks, int>? _deletedOf;

    /// <summary>Whether nothing was added or deleted.</summary>
    public bool IsEmpty => _added.Count == 0 && _deleted.Count == 0;

    /// <summary>The clients that blocks were added of, each with the clock from which on; each once.</summary>
    internal ReadOnlySpan<Added> Additions => CollectionsMarshal.AsSpan(_added);

    /// <summary>What was deleted of each client; each once.</summary>
    internal ReadOnlySpan<Deleted> Deletions => CollectionsMarshal.AsSpan(_deleted);

    /// <summary>Takes over what others recorded.</summary>
    public void Add(RecordedChanges other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (client, from) in other.Additions)
        {
            AddFrom(client, from);
        }

        foreach (var (client, ranges) in other.Deletions)
        {
            AddDeleted(client, ranges);
        }
    }

    /// <summary>Forgets all of it, to be used again.</summary>
    public void Clear()
    {
        _added.Clear();
        _deleted.Clear();
        _addedOf = _deletedOf = null;
    }

    internal void Add(TransactionChanges changes)
    {
        foreach (var touched in changes.Touched)
        {
            AddFrom(touched.Client, touched.StateBefore);
        }

        foreach (var deletedOf in changes.DeletedOf)
        {
            AddDeleted(deletedOf.Client, deletedOf.Deleted);
        }
    }

    private void AddFrom(ClientBlocks client, int from)
    {
        // Of a client that is known already the blocks follow on those before.
        if (Find(_added, client, static entry => entry.Client, ref _addedOf) < 0)
        {
            _added.Add(new Added(client, from));
        }
    }

    private void AddDeleted(ClientBlocks client, ClockRanges ranges)
    {
        var index = Find(_deleted, client, static entry => entry.Client, ref _deletedOf);
        if (index < 0)
        {
            index = _deleted.Count;
            _deleted.Add(new Deleted(client, new ClockRanges()));
        }

        var known = _deleted[index].Ranges;
        foreach (var range in ranges)
        {
            known.Add(range.Start, range.End);
        }
    }

    private static int Find<T>(
        List<T> entries, ClientBlocks client, Func<T, ClientBlocks> clientOf, ref Dictionary<ClientBlocks, int>? places)
    {
        if (entries.Count > MaxSearched)
        {
            places ??= [];
            for (var i = places.Count; i < entries.Count; i++)
            {
                places.Add(clientOf(entries[i]), i);
            }

            return places.TryGetValue(client, out var place) ? place : -1;
        }

        for (var i = entries.Count - 1; i >= 0; i--)
        {
            if (clientOf(entries[i]) == client)
            {
                return i;
            }
        }

        return -1;
    }

    internal readonly record struct Added(ClientBlocks Client, int From);

    internal readonly record struct Deleted(ClientBlocks Client, ClockRanges Ranges);
}
