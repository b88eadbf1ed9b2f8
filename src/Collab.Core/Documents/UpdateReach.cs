using System.Text;
using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>Finds out whether all that an update would change lies under one root.</summary>
/// <remarks>
/// What would change is what is new: blocks that the store does not have, or in part, and deletes of what is not deleted. Where a block
/// will lie is told by what it refers to, in the store or in the update; a block that comes to lie nowhere, because what it refers to was
/// collected, holds nothing and is harmless, as its sender could not know. All else has to lead to the root, right origins included,
/// and nothing may have to wait: what a block that waits will follow is not known yet.
/// </remarks>
internal ref struct UpdateReach
{
    private readonly BlockStore _store;
    private readonly DecodedUpdate _update;
    private readonly ReadOnlySpan<byte> _source;
    private readonly TypeNode? _root;
    private readonly byte[] _rootName;
    private readonly Place[] _places;
    private readonly Dictionary<ulong, int> _sectionOf = [];
    private readonly Dictionary<int, bool> _isUnder = [];
    private readonly Stack<int> _open = new();

    /// <param name="update">An update that nothing of which would have to wait.</param>
    /// <param name="source">What its slices are of.</param>
    public UpdateReach(BlockStore store, DecodedUpdate update, ReadOnlySpan<byte> source, string root)
    {
        _store = store;
        _update = update;
        _source = source;
        _root = store.FindRoot(root);
        _rootName = Encoding.UTF8.GetBytes(root);
        _places = new Place[update.BlockCount];
        for (var i = 0; i < update.Sections.Length; i++)
        {
            _sectionOf.Add(update.Sections[i].Client, i);
        }
    }

    private enum Place : byte
    {
        Unknown,

        /// <summary>Being looked for: whoever meets it again goes in a circle.</summary>
        Open,

        Under,

        /// <summary>In no type: it is, or becomes, a collected block.</summary>
        Nowhere,

        Elsewhere,
    }

    /// <param name="isOwn">Whether a client is the sender's own: true if it is, false if it is somebody else's, null if nobody knows. Where
    /// nobody knows, its newest block has to be under the root: else who wrote it has no right to go on, and would keep others from it.</param>
    public bool StaysUnder(Func<ClientId, bool?> isOwn)
    {
        foreach (var section in _update.Sections)
        {
            if (!StaysUnder(section, isOwn))
            {
                return false;
            }
        }

        foreach (var (client, ranges) in _update.Deletes.Clients)
        {
            if (_store.FindClient(client) is not { } known)
            {
                continue; // of blocks of the update, which were looked at
            }

            foreach (var range in ranges)
            {
                if (!DeletesUnder(known, range.Start, Math.Min(range.End, known.State)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Finds the deletes of what lies under the root, or is deleted already, or is not in the store.</summary>
    /// <returns>Null if these are all.</returns>
    public DecodedDeletes? FindDeletesUnder()
    {
        var found = new DecodedDeletes();
        var areAll = true;
        foreach (var (id, ranges) in _update.Deletes.Clients)
        {
            var client = _store.FindClient(id);
            foreach (var range in ranges)
            {
                var state = Math.Clamp(client?.State ?? 0, range.Start, range.End);
                if (client is not null && state > range.Start)
                {
                    areAll &= FindDeletesUnder(client, id, range.Start, state, found);
                }

                if (range.End > state)
                {
                    found.Add(id, state, range.End);
                }
            }
        }

        return areAll ? null : found;
    }

    private readonly bool FindDeletesUnder(ClientBlocks client, ulong id, int start, int end, DecodedDeletes found)
    {
        if (DeletesUnder(client, start, end))
        {
            found.Add(id, start, end);
            return true;
        }

        for (var position = client.PositionOf(start); position < client.Count && client.ClockAt(position) < end; position++)
        {
            ref var block = ref _store[client.HandleAt(position)];
            if (!block.IsItem || block.IsDeleted || IsUnder(block.Parent))
            {
                var from = client.ClockAt(position);
                var to = position + 1 < client.Count ? client.ClockAt(position + 1) : client.State;
                found.Add(id, Math.Max(from, start), Math.Min(to, end));
            }
        }

        return false;
    }

    private bool StaysUnder(UpdateSection section, Func<ClientId, bool?> isOwn)
    {
        var state = _store.StateOf(section.Client);
        var isNew = false;
        for (var i = section.Start; i < section.End; i++)
        {
            if (_update[i].End <= state || _update[i].Kind == ContentKind.Skip)
            {
                continue;
            }

            if (!TryPlace(i))
            {
                return false;
            }

            isNew = true;
        }

        return !isNew || (isOwn(new ClientId(section.Client)) ?? NewestIsUnder(section.Client));
    }

    private readonly bool NewestIsUnder(ulong id)
    {
        if (_store.FindClient(id) is not { } client)
        {
            return true;
        }

        for (var position = client.Count - 1; position >= 0; position--)
        {
            ref var block = ref _store[client.HandleAt(position)];
            if (block.IsItem)
            {
                return IsUnder(block.Parent);
            }
        }

        return true;
    }

    private readonly bool DeletesUnder(ClientBlocks client, int start, int end)
    {
        if (client.Deleted.Contains(start, end))
        {
            return true;
        }

        for (var position = client.PositionOf(start); position < client.Count && client.ClockAt(position) < end; position++)
        {
            ref var block = ref _store[client.HandleAt(position)];
            if (block.IsItem && !block.IsDeleted && !IsUnder(block.Parent))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds where a block will lie; what it needs of the update first, without recursion, since chains of origins are long.</summary>
    private bool TryPlace(int index)
    {
        _open.Push(index);
        while (_open.TryPeek(out var current))
        {
            if (_places[current] <= Place.Open)
            {
                _places[current] = Place.Open;
                var place = PlaceOf(current, out var needed);
                if (needed >= 0)
                {
                    if (_places[needed] == Place.Open)
                    {
                        return false;
                    }

                    _open.Push(needed);
                    continue;
                }

                _places[current] = place;
            }

            if (_places[current] == Place.Elsewhere)
            {
                return false;
            }

            _open.Pop();
        }

        return true;
    }

    /// <param name="needed">The block of the update that has to be placed before; -1 for none.</param>
    private readonly Place PlaceOf(int index, out int needed)
    {
        needed = -1;
        ref var block = ref _update[index];
        if (block.Kind == ContentKind.Gc)
        {
            return Place.Nowhere;
        }

        var left = block.HasOrigin ? PlaceOf(block.OriginClient, block.OriginClock, out needed) : Place.Unknown;
        if (needed >= 0)
        {
            return Place.Open;
        }

        var right = block.HasRightOrigin ? PlaceOf(block.RightOriginClient, block.RightOriginClock, out needed) : Place.Unknown;
        if (needed >= 0)
        {
            return Place.Open;
        }

        if (left == Place.Elsewhere || right == Place.Elsewhere)
        {
            return Place.Elsewhere;
        }

        var parent = block.Parent switch
        {
            ParentForm.Root => block.ParentName.Of(_source).SequenceEqual(_rootName) ? Place.Under : Place.Elsewhere,
            ParentForm.Item => PlaceIn(block, out needed),
            _ => block.HasOrigin || block.HasRightOrigin ? Place.Under : Place.Elsewhere,
        };
        if (needed >= 0)
        {
            return Place.Open;
        }

        if (parent == Place.Under && (left == Place.Nowhere || right == Place.Nowhere))
        {
            return Place.Nowhere;
        }

        // Of what the store has in part the rest follows on it, in the same list whatever it says.
        var state = _store.StateOf(block.Client);
        return parent == Place.Under && block.Clock < state ? PlaceOf(block.Client, state - 1, out _) : parent;
    }

    /// <summary>Finds where what is in the type of an item lies.</summary>
    private readonly Place PlaceIn(in DecodedBlock block, out int needed)
    {
        var place = PlaceOf(block.ParentClient, block.ParentClock, out needed);
        if (place != Place.Under)
        {
            return place;
        }

        var holder = block.ParentClock < _store.StateOf(block.ParentClient)
            ? _store[_store.Find(_store.FindClient(block.ParentClient)!.Index, block.ParentClock)].Kind
            : _update[IndexOf(block.ParentClient, block.ParentClock)].Kind;
        return holder == ContentKind.Type ? Place.Under : Place.Nowhere;
    }

    private readonly Place PlaceOf(ulong client, int clock, out int needed)
    {
        needed = -1;
        if (_store.FindClient(client) is { } known && clock < known.State)
        {
            ref var block = ref _store[_store.Find(known.Index, clock)];
            return !block.IsItem ? Place.Nowhere : IsUnder(block.Parent) ? Place.Under : Place.Elsewhere;
        }

        var index = IndexOf(client, clock);
        if (index < 0)
        {
            return Place.Elsewhere;
        }

        needed = _places[index] <= Place.Open ? index : -1;
        return _places[index];
    }

    /// <returns>The block of the update that has a clock; -1 for none.</returns>
    private readonly int IndexOf(ulong client, int clock)
    {
        if (!_sectionOf.TryGetValue(client, out var at))
        {
            return -1;
        }

        var (low, high) = (_update.Sections[at].Start, _update.Sections[at].End - 1);
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = _update[middle].Clock <= clock ? (middle, high) : (low, middle - 1);
        }

        return low <= high && _update[low].Clock <= clock && clock < _update[low].End && _update[low].Kind != ContentKind.Skip
            ? low
            : -1;
    }

    private readonly bool IsUnder(int type)
    {
        if (_isUnder.TryGetValue(type, out var isUnder))
        {
            return isUnder;
        }

        var node = _store.Type(type);
        var climbed = new List<int>();
        while (!node.IsRoot && !_isUnder.TryGetValue(node.Index, out isUnder))
        {
            climbed.Add(node.Index);
            node = _store.Type(_store[node.Item].Parent);
        }

        isUnder |= node.IsRoot && node == _root;
        _isUnder[node.Index] = isUnder;
        foreach (var index in climbed)
        {
            _isUnder[index] = isUnder;
        }

        return isUnder;
    }
}
