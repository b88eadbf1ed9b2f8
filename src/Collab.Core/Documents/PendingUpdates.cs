using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>Blocks and deletes that a document was given and cannot apply yet, as it lacks what they refer to.</summary>
internal sealed class PendingUpdates
{
    private static readonly byte[] NoBlocks = [0];

    private readonly SortedDictionary<ulong, ClockRanges> _deletes = [];
    private Dictionary<ulong, int> _missing = [];
    private byte[]? _encodedDeletes;

    /// <summary>The blocks as a V1 update; null if none are pending.</summary>
    public byte[]? Blocks { get; private set; }

    public bool IsEmpty => Blocks is null && _deletes.Count == 0;

    public long DeleteRangeCount => _deletes.Values.Sum(ranges => (long)ranges.Count);

    public bool HasDeletes => _deletes.Count > 0;

    /// <summary>Bytes of both as updates.</summary>
    public int Bytes => (Blocks?.Length ?? 0) + (HasDeletes ? EncodeDeletes().Length : 0);

    /// <summary>The deletes as a V1 update without blocks.</summary>
    public byte[] EncodeDeletes()
    {
        if (_encodedDeletes is null)
        {
            var writer = new Lib0Writer();
            writer.WriteBytes(NoBlocks);
            var deletes = new DeleteSetWriter(writer, UpdateFormat.V1, _deletes.Count);
            foreach (var (client, ranges) in _deletes.Reverse())
            {
                deletes.Write(client, ranges);
            }

            _encodedDeletes = writer.ToArray();
        }

        return _encodedDeletes;
    }

    /// <summary>What the pending blocks would be with these added.</summary>
    /// <param name="update">A V1 update without deletes.</param>
    public byte[] MergeBlocks(byte[] update) => Blocks is null ? update : Updates.Merge([Blocks, update]);

    /// <param name="blocks">What <see cref="MergeBlocks"/> gave.</param>
    /// <param name="missing">What the added ones wait for.</param>
    /// <returns>Whether anything was not pending before.</returns>
    public bool SetBlocks(byte[] blocks, Dictionary<ulong, int> missing)
    {
        foreach (var (client, clock) in missing)
        {
            _missing[client] = _missing.TryGetValue(client, out var known) ? Math.Min(known, clock) : clock;
        }

        var grew = Blocks is null || !Blocks.AsSpan().SequenceEqual(blocks);
        Blocks = blocks;
        return grew;
    }

    /// <summary>Whether some block that was waited for is in the store now.</summary>
    public bool CanRetry(BlockStore store) =>
        Blocks is not null && _missing.Any(entry => entry.Value < store.StateOf(entry.Key));

    /// <summary>Takes the blocks out, to be applied again.</summary>
    public byte[] TakeBlocks()
    {
        var blocks = Blocks!;
        Blocks = null;
        _missing = [];
        return blocks;
    }

    /// <returns>Whether anything was not pending before.</returns>
    public bool AddDeletes(DecodedDeletes deletes)
    {
        var grew = false;
        foreach (var (client, ranges) in deletes.Clients)
        {
            if (!_deletes.TryGetValue(client, out var pending))
            {
                _deletes.Add(client, pending = new ClockRanges());
            }

            foreach (var range in ranges)
            {
                grew |= pending.Add(range.Start, range.End);
            }
        }

        _encodedDeletes = grew ? null : _encodedDeletes;
        return grew;
    }

    /// <summary>Takes out the deletes of blocks that are in the store now.</summary>
    public DecodedDeletes TakeApplicableDeletes(BlockStore store)
    {
        var taken = new DecodedDeletes();
        foreach (var (client, ranges) in _deletes.ToArray())
        {
            var state = store.StateOf(client);
            if (ranges[0].Start >= state)
            {
                continue;
            }

            var rest = new ClockRanges();
            foreach (var range in ranges)
            {
                rest.Add(Math.Max(range.Start, state), range.End);
                if (range.Start < state)
                {
                    taken.Add(client, range.Start, Math.Min(range.End, state));
                }
            }

            _encodedDeletes = null;
            _deletes.Remove(client);
            if (rest.Count > 0)
            {
                _deletes.Add(client, rest);
            }
        }

        return taken;
    }
}
