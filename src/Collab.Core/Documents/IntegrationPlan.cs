using System.Diagnostics.CodeAnalysis;
using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>In which order the blocks of an update can be integrated, and which have to wait; found by clocks alone,
/// before anything changes (Yjs, integrateStructs).</summary>
internal struct IntegrationPlan
{
    private readonly BlockStore _store;
    private readonly DecodedUpdate _update;

    // With one section in order: the client and its state in the end. Else all is in the tables.
    private ulong _onlyClient;
    private int _onlyState = -1;
    private Tables? _tables;

    private IntegrationPlan(BlockStore store, DecodedUpdate update)
    {
        _store = store;
        _update = update;
    }

    /// <summary>Blocks in the order to integrate them; null if it is the order of the update.</summary>
    public List<int>? Order { get; private set; }

    /// <summary>For each client that blocks wait for, the lowest clock that might release some.</summary>
    public Dictionary<ulong, int>? Missing { get; private set; }

    [MemberNotNullWhen(true, nameof(Missing))]
    public bool HasRest => Missing is not null;

    /// <summary>The blocks that are in <see cref="Order"/> bring something new, all of each.</summary>
    public bool IsAllNew { get; private set; } = true;

    public static IntegrationPlan Make(BlockStore store, DecodedUpdate update)
    {
        var plan = new IntegrationPlan(store, update);
        if (!plan.TryTakeInOrder())
        {
            plan.TakeByDependency();
        }

        return plan;
    }

    /// <summary>The next clock expected of a client once the plan is carried out.</summary>
    public readonly int StateAfter(ulong client) =>
        client == _onlyClient && _onlyState >= 0 ? _onlyState
        : _tables is not null && _tables.States.TryGetValue(client, out var state) ? state
        : _store.StateOf(client);

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
            (_onlyClient, _onlyState) = (section.Client, state);
            IsAllNew = _update[section.Start].Clock == first;
        }

        return true;
    }

    private void TakeByDependency()
    {
        Order = new List<int>(_update.BlockCount);
        var sections = _update.Sections;
        _tables = new Tables(sections);
        var current = NextSection();
        var head = current < 0 ? -1 : sections[current].Next++;
        while (head >= 0)
        {
            if (TakeOrWait(head) is { } needed)
            {
                head = needed;
                continue;
            }

            if (_tables.Waiting.TryPop(out var waiting))
            {
                head = waiting;
                SectionOf(waiting).IsWaiting = false;
                continue;
            }

            current = current >= 0 && !sections[current].IsUsedUp ? current : NextSection();
            head = current < 0 ? -1 : sections[current].Next++;
        }
    }

    /// <returns>A block that has to come first; null if this one was taken, or had to be put aside.</returns>
    private int? TakeOrWait(int index)
    {
        ref var block = ref _update[index];
        if (block.Kind == ContentKind.Skip)
        {
            return null;
        }

        var known = StateAfter(block.Client) - block.Clock;
        if (known < 0)
        {
            Wait(index);
            PutWaitingAside(block.Client, block.Clock - 1);
            return null;
        }

        if (FindMissing(block) is not { } missing)
        {
            Take(index, block, known);
            return null;
        }

        var isHere = _tables!.SectionOf.TryGetValue(missing, out var section);

        // A block that waits comes before all others of its client, so to need one of those is to need itself. Blocks in a
        // circle wait for ever, as in Yjs: refused, they could still come one by one, and then nobody could load them all.
        var isCircle = isHere && _update.Sections[section].IsWaiting;

        Wait(index);
        if (!isHere || isCircle || _update.Sections[section].IsUsedUp)
        {
            PutWaitingAside(missing, StateAfter(missing));
            return null;
        }

        return _update.Sections[section].Next++;
    }

    private readonly void Wait(int index)
    {
        _tables!.Waiting.Push(index);
        SectionOf(index).IsWaiting = true;
    }

    private readonly ref UpdateSection SectionOf(int index) =>
        ref _update.Sections[_tables!.SectionOf[_update[index].Client]];

    private void Take(int index, in DecodedBlock block, int known)
    {
        Order!.Add(index);
        IsAllNew &= known == 0;
        if (known < block.Length)
        {
            _tables!.States[block.Client] = block.End;
        }
    }

    // All that waits, and what follows it in its sections, waits on: until the document has that clock of that client.
    private void PutWaitingAside(ulong client, int clock)
    {
        Missing ??= [];
        Missing[client] = Missing.TryGetValue(client, out var known) ? Math.Min(known, clock) : clock;
        while (_tables!.Waiting.TryPop(out var index))
        {
            ref var section = ref SectionOf(index);
            section.WaitsFrom = Math.Min(section.WaitsFrom, index);
            section.Next = section.End;
            section.IsWaiting = false;
        }
    }

    private readonly int NextSection()
    {
        while (_tables!.HighestFirst.TryPeek(out var section))
        {
            if (!_update.Sections[section].IsUsedUp)
            {
                return section;
            }

            _tables.HighestFirst.Pop();
        }

        return -1;
    }

    // The client whose blocks have to come first; those of a block's own client do anyway.
    private readonly ulong? FindMissing(in DecodedBlock block)
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

    /// <summary>What only an update of several clients needs.</summary>
    private sealed class Tables
    {
        public Tables(ReadOnlySpan<UpdateSection> sections)
        {
            var ascending = new int[sections.Length];
            var clients = new ulong[sections.Length];
            for (var i = 0; i < sections.Length; i++)
            {
                SectionOf.Add(sections[i].Client, i);
                ascending[i] = i;
                clients[i] = sections[i].Client;
            }

            Array.Sort(clients, ascending);
            HighestFirst = new Stack<int>(ascending);
        }

        public Dictionary<ulong, int> States { get; } = [];

        public Dictionary<ulong, int> SectionOf { get; } = [];

        /// <summary>Sections by client; the highest is the least likely to conflict.</summary>
        public Stack<int> HighestFirst { get; }

        /// <summary>Blocks that wait for one another, each for that above it.</summary>
        public Stack<int> Waiting { get; } = new();
    }
}
