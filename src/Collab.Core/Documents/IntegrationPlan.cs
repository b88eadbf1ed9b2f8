using System.Runtime.InteropServices;
using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>In which order the blocks of an update can be integrated, and which have to wait; found by clocks alone,
/// before anything changes (Yjs, integrateStructs).</summary>
internal sealed class IntegrationPlan
{
    private readonly BlockStore _store;
    private readonly DecodedUpdate _update;
    private readonly Dictionary<ulong, int> _states = [];
    private readonly Dictionary<ulong, int> _sectionOf = [];
    private readonly List<int> _waiting = [];

    // Sections by client id; the highest is taken first, since it is the least likely to conflict.
    private readonly List<int> _ascending = [];

    private IntegrationPlan(BlockStore store, DecodedUpdate update)
    {
        _store = store;
        _update = update;
    }

    /// <summary>Blocks in the order to integrate them; null if it is the order of the update.</summary>
    public List<int>? Order { get; private set; }

    /// <summary>For each client that blocks wait for, the lowest clock that might release some.</summary>
    public Dictionary<ulong, int> Missing { get; } = [];

    public bool HasRest => Missing.Count > 0;

    /// <summary>The blocks that are in <see cref="Order"/> bring something new, all of each.</summary>
    public bool IsAllNew { get; private set; } = true;

    /// <summary>At least one block brings something new.</summary>
    public bool HasNew { get; private set; }

    /// <param name="isReceived">The update comes from outside, so that a cycle is its fault. What was pending came from
    /// several: there, blocks of a cycle just wait.</param>
    /// <exception cref="MalformedUpdateException">Blocks depend on each other in a circle.</exception>
    public static IntegrationPlan Make(BlockStore store, DecodedUpdate update, bool isReceived)
    {
        var plan = new IntegrationPlan(store, update);
        if (!plan.TryTakeInOrder())
        {
            plan.TakeByDependency(isReceived);
        }

        return plan;
    }

    /// <summary>The next clock expected of a client once the plan is carried out.</summary>
    public int StateAfter(ulong client) =>
        _states.TryGetValue(client, out var state) ? state : _store.StateOf(client);

    // Nearly all live updates: one client, from its next clock on, and all that is referred to is there.
    private bool TryTakeInOrder()
    {
        if (_update.Sections.Length != 1)
        {
            return false;
        }

        var section = _update.Sections[0];
        var state = _store.StateOf(section.Client);
        var first = state;
        for (var i = section.Start; i < section.End; i++)
        {
            ref var block = ref _update[i];
            if (block.Kind == ContentKind.Skip || block.Clock > state || FindMissing(block) is not null)
            {
                return false;
            }

            state = Math.Max(state, block.End);
        }

        if (section.Start < section.End)
        {
            _states[section.Client] = state;
            HasNew = state > first;
            IsAllNew = _update[section.Start].Clock == first;
        }

        return true;
    }

    private void TakeByDependency(bool isReceived)
    {
        Order = new List<int>(_update.BlockCount);
        var sections = _update.Sections;
        for (var i = 0; i < sections.Length; i++)
        {
            _sectionOf.Add(sections[i].Client, i);
            _ascending.Add(i);
        }

        _ascending.Sort((left, right) => _update.Sections[left].Client.CompareTo(_update.Sections[right].Client));
        var current = NextSection();
        var head = current < 0 ? -1 : sections[current].Next++;
        while (head >= 0)
        {
            if (TakeOrWait(head, isReceived) is { } needed)
            {
                head = needed;
                continue;
            }

            if (_waiting.Count > 0)
            {
                head = _waiting[^1];
                _waiting.RemoveAt(_waiting.Count - 1);
                continue;
            }

            current = current >= 0 && !sections[current].IsUsedUp ? current : NextSection();
            head = current < 0 ? -1 : sections[current].Next++;
        }
    }

    /// <returns>A block that has to come first; null if this one was taken, or had to be put aside.</returns>
    private int? TakeOrWait(int index, bool isReceived)
    {
        ref var block = ref _update[index];
        if (block.Kind == ContentKind.Skip)
        {
            return null;
        }

        var known = StateAfter(block.Client) - block.Clock;
        if (known < 0)
        {
            _waiting.Add(index);
            PutWaitingAside(block.Client, block.Clock - 1);
            return null;
        }

        if (FindMissing(block) is not { } missing)
        {
            Take(index, block, known);
            return null;
        }

        _waiting.Add(index);
        if (!_sectionOf.TryGetValue(missing, out var section) || _update.Sections[section].IsUsedUp)
        {
            PutWaitingAside(missing, StateAfter(missing));
            return null;
        }

        foreach (var waiting in _waiting)
        {
            if (_update[waiting].Client != missing)
            {
                continue;
            }

            if (isReceived)
            {
                throw new MalformedUpdateException("blocks depend on each other in a circle", block.Content.Start);
            }

            PutWaitingAside(missing, StateAfter(missing));
            return null;
        }

        return _update.Sections[section].Next++;
    }

    private void Take(int index, in DecodedBlock block, int known)
    {
        Order!.Add(index);
        IsAllNew &= known == 0;
        if (known < block.Length)
        {
            _states[block.Client] = block.End;
            HasNew = true;
        }
    }

    // All that waits, and what follows it in its sections, waits on: until the document has that clock of that client.
    private void PutWaitingAside(ulong client, int clock)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(Missing, client, out var isKnown);
        known = isKnown ? Math.Min(known, clock) : clock;
        foreach (var index in _waiting)
        {
            ref var section = ref _update.Sections[_sectionOf[_update[index].Client]];
            section.WaitsFrom = Math.Min(section.WaitsFrom, index);
            section.Next = section.End;
        }

        _waiting.Clear();
    }

    private int NextSection()
    {
        while (_ascending.Count > 0)
        {
            if (!_update.Sections[_ascending[^1]].IsUsedUp)
            {
                return _ascending[^1];
            }

            _ascending.RemoveAt(_ascending.Count - 1);
        }

        return -1;
    }

    // The client whose blocks have to come first; those of a block's own client do anyway.
    private ulong? FindMissing(in DecodedBlock block)
    {
        if (block.HasOrigin && block.OriginClient != block.Client && block.OriginClock >= StateAfter(block.OriginClient))
        {
            return block.OriginClient;
        }

        if (block.HasRightOrigin
            && block.RightOriginClient != block.Client
            && block.RightOriginClock >= StateAfter(block.RightOriginClient))
        {
            return block.RightOriginClient;
        }

        return block.Parent == ParentForm.Item
            && block.ParentClient != block.Client
            && block.ParentClock >= StateAfter(block.ParentClient)
            ? block.ParentClient
            : null;
    }
}
