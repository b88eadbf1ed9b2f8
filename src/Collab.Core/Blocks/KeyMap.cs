namespace Collab.Core.Blocks;

/// <summary>A type's keys, each with the handle of its current item, in the order in which keys first appeared.</summary>
/// <remarks>Most maps are small, so that few keys are searched one by one; slots are hashed from 33 keys on.</remarks>
internal struct KeyMap
{
    private const int HashedFrom = 33;

    // The keys, then in the second half the items: one place in memory to look at.
    private int[]? _entries;
    private int[]? _slots;

    public int Count { get; private set; }

    private readonly int Capacity => _entries is null ? 0 : _entries.Length / 2;

    public readonly int KeyAt(int position) => _entries![position];

    public readonly int ItemAt(int position) => _entries![Capacity + position];

    /// <returns>The current item of a key; 0 if there is none.</returns>
    public readonly int Get(int key)
    {
        var position = PositionOf(key);
        return position < 0 ? 0 : ItemAt(position);
    }

    public void Set(int key, int item)
    {
        var position = PositionOf(key);
        if (position < 0)
        {
            Add(key, item);
        }
        else
        {
            _entries![Capacity + position] = item;
        }
    }

    private static int SlotOf(int key, int[] slots) => (int)((uint)key * 0x9E3779B1u >> 7) & (slots.Length - 1);

    private readonly int PositionOf(int key)
    {
        if (_slots is null)
        {
            return _entries.AsSpan(0, Count).IndexOf(key);
        }

        var slot = SlotOf(key, _slots);
        while (_slots[slot] != 0 && KeyAt(_slots[slot] - 1) != key)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return _slots[slot] - 1;
    }

    private void Add(int key, int item)
    {
        if (Count == Capacity)
        {
            Grow();
        }

        _entries![Count] = key;
        _entries[Capacity + Count] = item;
        Count++;
        if (_slots is not null && Count * 2 <= _slots.Length)
        {
            Place(Count - 1);
        }
        else if (Count >= HashedFrom)
        {
            _slots = new int[Math.Max(128, (_slots?.Length ?? 0) * 2)];
            for (var position = 0; position < Count; position++)
            {
                Place(position);
            }
        }
    }

    private void Grow()
    {
        var capacity = Math.Max(4, Count + (Count >> 1));
        var larger = new int[capacity * 2];
        _entries.AsSpan(0, Count).CopyTo(larger);
        _entries.AsSpan(Capacity, Count).CopyTo(larger.AsSpan(capacity));
        _entries = larger;
    }

    private readonly void Place(int position)
    {
        var slot = SlotOf(KeyAt(position), _slots!);
        while (_slots![slot] != 0)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        _slots[slot] = position + 1;
    }
}
