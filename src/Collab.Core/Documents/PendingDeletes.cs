using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>Deletes of clocks that a document does not have yet.</summary>
internal sealed class PendingDeletes
{
    private static readonly byte[] NoBlocks = [0];

    private readonly SortedDictionary<ulong, ClockRanges> _ranges = [];
    private byte[]? _encoded;

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>Ranges of all clients.</summary>
    public int Count { get; private set; }

    /// <summary>They as a V1 update without blocks.</summary>
    public byte[] Encode()
    {
        if (_encoded is null)
        {
            var writer = new Lib0Writer();
            writer.WriteBytes(NoBlocks);
            var deletes = new DeleteSetWriter(writer, UpdateFormat.V1, _ranges.Count);
            foreach (var (client, ranges) in _ranges.Reverse())
            {
                deletes.Write(client, ranges);
            }

            _encoded = writer.ToArray();
        }

        return _encoded;
    }

    /// <summary>Whether the deletes of all these clocks of a client wait.</summary>
    public bool Has(ulong client, int from, int to) => _ranges.GetValueOrDefault(client)?.Contains(from, to) == true;

    /// <returns>Whether anything was not pending before.</returns>
    public bool Add(DecodedDeletes deletes)
    {
        var grew = false;
        foreach (var (client, ranges) in deletes.Clients)
        {
            if (!_ranges.TryGetValue(client, out var pending))
            {
                _ranges.Add(client, pending = new ClockRanges());
            }

            var before = pending.Count;
            foreach (var range in ranges)
            {
                grew |= pending.Add(range.Start, range.End);
            }

            Count += pending.Count - before;
        }

        _encoded = grew ? null : _encoded;
        return grew;
    }

    /// <summary>Takes out the deletes of blocks that are in the store now.</summary>
    /// <param name="advanced">The clients that the document has more of than before.</param>
    public DecodedDeletes TakeApplicable(BlockStore store, ReadOnlySpan<ulong> advanced)
    {
        DecodedDeletes? taken = null;
        foreach (var client in advanced)
        {
            if (_ranges.TryGetValue(client, out var ranges) && ranges[0].Start < store.StateOf(client))
            {
                Take(client, ranges, store.StateOf(client), taken ??= new DecodedDeletes());
            }
        }

        return taken ?? DecodedDeletes.None;
    }

    /// <summary>Adds them to a digest.</summary>
    public void AddTo(ref UnitDigester digester)
    {
        digester.AddWord((ulong)_ranges.Count);
        foreach (var (client, ranges) in _ranges)
        {
            digester.AddRanges(client, ranges);
        }
    }

    public void Clear()
    {
        _ranges.Clear();
        _encoded = null;
        Count = 0;
    }

    private void Take(ulong client, ClockRanges ranges, int state, DecodedDeletes taken)
    {
        var rest = new ClockRanges();
        foreach (var range in ranges)
        {
            rest.Add(Math.Max(range.Start, state), range.End);
            if (range.Start < state)
            {
                taken.Add(client, range.Start, Math.Min(range.End, state));
            }
        }

        _encoded = null;
        Count += rest.Count - ranges.Count;
        _ranges.Remove(client);
        if (rest.Count > 0)
        {
            _ranges.Add(client, rest);
        }
    }
}
