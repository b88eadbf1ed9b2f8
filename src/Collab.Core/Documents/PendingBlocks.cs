using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>Blocks that a document was given and cannot integrate yet.</summary>
/// <remarks>
/// <para>Each run of blocks is filed under the one clock that its next block waits for, and looked at again only when that
/// clock is there, from the block where it stopped. So however small the updates that wait are, and in whatever order those
/// come that they wait for, each block is decoded twice, and merged with others only when somebody encodes.</para>
/// <para>When to look at all is Yjs's choice (<see cref="MissingClocks"/>), since what still waits shows in the bytes.</para>
/// </remarks>
internal sealed partial class PendingBlocks
{
    // In order of arrival. Those used up are left out once they are the most.
    private readonly List<PendingRun> _runs = [];

    // By the client whose blocks are waited for, those that need the lowest clock first.
    private readonly Dictionary<ulong, PriorityQueue<PendingRun, int>> _waiting = [];

    // By the client that the blocks are of, the highest first.
    private readonly SortedDictionary<ulong, PendingClient> _clients =
        new(Comparer<ulong>.Create((left, right) => right.CompareTo(left)));

    // Of clients whose state grew: what waits for them may go on.
    private readonly Queue<ulong> _advanced = new();
    private readonly MissingClocks _missing = new();
    private byte[]? _encodedV1;
    private byte[]? _encodedV2;
    private int _usedUp;

    public bool IsEmpty => _runs.Count == 0;

    public int Count { get; private set; }

    public int Bytes { get; private set; }

    /// <summary>Bytes that they take, at most, as one update.</summary>
    public long EncodedBytes { get; private set; }

    /// <summary>Whether all these clocks of a client, which the document does not have, wait.</summary>
    public bool Has(ulong client, int from, int to) => _clients.GetValueOrDefault(client)?.Clocks.Contains(from, to) == true;

    /// <summary>Whether blocks of a client wait, or others for its.</summary>
    public bool HasToDoWith(ulong client) =>
        _waiting.ContainsKey(client) || _clients.GetValueOrDefault(client)?.Head is not null;

    /// <summary>Copies what of an update has to wait, as far as not all of it does already. Changes nothing.</summary>
    /// <param name="source">What the update's slices are of.</param>
    public PendingRun[] Prepare(
        DecodedUpdate update, ReadOnlySpan<byte> source, UpdateFormat format, in IntegrationPlan plan)
    {
        var runs = new List<PendingRun>();
        var sections = update.Sections.ToArray();
        Array.Sort(sections, (left, right) => right.Client.CompareTo(left.Client));
        foreach (var section in sections)
        {
            for (var first = section.WaitsFrom; first < section.End;)
            {
                var end = first;
                while (end < section.End && update[end].Kind != ContentKind.Skip)
                {
                    end++;
                }

                if (first < end && IsNew(update, first, end, plan, out var overlaps))
                {
                    runs.Add(PendingRun.Of(update, first, end, source, format, overlaps));
                }

                first = end + 1;
            }
        }

        return [.. runs];
    }

    /// <summary>Whether Yjs would try again now: something that was waited for is in the store.</summary>
    /// <param name="advanced">The clients that the document has more of than before.</param>
    public bool IsTriggered(BlockStore store, ReadOnlySpan<ulong> advanced) => _missing.AnyIn(store, advanced);

    /// <param name="runs">What <see cref="Prepare"/> gave; the rest of its update is in the store by now.</param>
    /// <param name="missing">What they wait for, by the plan.</param>
    public void Add(PendingRun[] runs, Dictionary<ulong, int> missing, BlockStore store)
    {
        if (_runs.Count + runs.Length == 0)
        {
            return; // all that has to wait is in the document already
        }

        _missing.Add(missing);
        foreach (var run in runs)
        {
            if (!_clients.TryGetValue(run.Client, out var client))
            {
                _clients.Add(run.Client, client = new PendingClient());
            }

            client.Add(run);
            _runs.Add(run);
            Count += run.BlockCount;
            Bytes += run.Bytes;
            EncodedBytes += run.EncodedBytes;
            var (waitsFor, clock) = FindMissing(run.Current, store) ?? (run.Client, run.Current.Clock - 1);
            Await(run, waitsFor, clock);
        }

        ForgetEncoded(runs.Length > 0);
    }

    /// <summary>Integrates all that need not wait any more.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Release(BlockStore store)
    {
        var released = false;
        foreach (var client in _waiting.Keys)
        {
            _advanced.Enqueue(client);
        }

        while (_advanced.TryDequeue(out var client))
        {
            while (TakeReleasedBy(client, store) is { } run)
            {
                released |= Advance(run, store);
            }
        }

        ForgetUsedUp();
        _missing.FindAll(_clients, store);
        ForgetEncoded(released);
        return released;
    }

    /// <summary>All of them as one update, as Yjs would have merged them.</summary>
    public byte[] Encode(UpdateFormat format)
    {
        ref var encoded = ref format == UpdateFormat.V1 ? ref _encodedV1 : ref _encodedV2;
        return encoded ??= new UpdateMerger(
            [.. _runs.Where(run => !run.IsUsedUp).Select(run => run.OpenRest())], format).Merge();
    }

    public void Clear()
    {
        _runs.Clear();
        _waiting.Clear();
        _clients.Clear();
        _missing.Clear();
        (_usedUp, Count, Bytes, EncodedBytes) = (0, 0, 0, 0);
        ForgetEncoded(true);
    }

    /// <summary>A clock that has to be in the store before a block; null if nothing is missing.</summary>
    public static (ulong Client, int Clock)? FindMissing(in DecodedBlock block, BlockStore store) =>
        block.Clock > store.StateOf(block.Client) ? (block.Client, block.Clock - 1)
        : block.HasOrigin && block.OriginClock >= store.StateOf(block.OriginClient)
            ? (block.OriginClient, block.OriginClock)
        : block.HasRightOrigin && block.RightOriginClock >= store.StateOf(block.RightOriginClient)
            ? (block.RightOriginClient, block.RightOriginClock)
        : block.Parent == ParentForm.Item && block.ParentClock >= store.StateOf(block.ParentClient)
            ? (block.ParentClient, block.ParentClock)
        : null;

    private bool IsNew(DecodedUpdate update, int first, int end, in IntegrationPlan plan, out bool overlaps)
    {
        ref var block = ref update[first];
        var from = Math.Max(block.Clock, plan.StateAfter(block.Client));
        var to = update[end - 1].End;
        var waiting = _clients.GetValueOrDefault(block.Client)?.Clocks;
        overlaps = waiting?.Intersects(from, to) == true;
        return from < to && waiting?.Contains(from, to) != true;
    }

    private PendingRun? TakeReleasedBy(ulong client, BlockStore store)
    {
        if (!_waiting.TryGetValue(client, out var queue)
            || !queue.TryPeek(out var run, out var clock)
            || clock >= store.StateOf(client))
        {
            return null;
        }

        queue.Dequeue();
        if (queue.Count == 0)
        {
            _waiting.Remove(client);
        }

        return run;
    }

    /// <summary>Integrates a run's blocks up to one that has to wait, if any has.</summary>
    private bool Advance(PendingRun run, BlockStore store)
    {
        var stateBefore = store.StateOf(run.Client);
        for (; !run.IsUsedUp; run.MoveNext())
        {
            if (FindMissing(run.Current, store) is { } missing)
            {
                Await(run, missing.Client, missing.Clock);
                break;
            }

            store.Integrate(run.Current, run.Source);
            Count--;
        }

        if (run.IsUsedUp)
        {
            _usedUp++;
            Bytes -= run.Bytes;
            EncodedBytes -= run.EncodedBytes;
        }

        if (store.StateOf(run.Client) == stateBefore)
        {
            return false;
        }

        _advanced.Enqueue(run.Client);
        return true;
    }

    private void Await(PendingRun run, ulong client, int clock)
    {
        if (!_waiting.TryGetValue(client, out var queue))
        {
            _waiting.Add(client, queue = new PriorityQueue<PendingRun, int>());
        }

        queue.Enqueue(run, clock);
    }

    private void ForgetUsedUp()
    {
        if (_usedUp == _runs.Count)
        {
            Clear();
        }
        else if (_usedUp * 2 > _runs.Count)
        {
            _runs.RemoveAll(run => run.IsUsedUp);
            _usedUp = 0;
            foreach (var (id, client) in _clients.ToArray())
            {
                if (client.Head is null)
                {
                    _clients.Remove(id);
                }
            }
        }
    }

    private void ForgetEncoded(bool changed)
    {
        if (changed)
        {
            _encodedV1 = _encodedV2 = null;
        }
    }
}
