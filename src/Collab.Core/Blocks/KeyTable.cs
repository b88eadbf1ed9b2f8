using System.Text;

namespace Collab.Core.Blocks;

/// <summary>Names that occur again and again (keys of maps, roots, XML nodes), each with an index.</summary>
internal sealed class KeyTable
{
    private readonly List<byte[]> _keys = [];
    private readonly List<string?> _texts = [];
    private int[] _slots = new int[16];

    public ReadOnlySpan<byte> GetUtf8(int key) => _keys[key];

    public string GetText(int key) => _texts[key] ??= Encoding.UTF8.GetString(_keys[key]);

    public int Intern(string text) => Intern(Encoding.UTF8.GetBytes(text));

    public int Intern(ReadOnlySpan<byte> utf8)
    {
        var slot = FindSlot(utf8);
        if (_slots[slot] != 0)
        {
            return _slots[slot] - 1;
        }

        _keys.Add(utf8.ToArray());
        _texts.Add(null);
        _slots[slot] = _keys.Count;
        if (_keys.Count * 2 > _slots.Length)
        {
            Rehash();
        }

        return _keys.Count - 1;
    }

    /// <returns>The key's index, or -1 if nobody used it yet.</returns>
    public int Find(string text) => _slots[FindSlot(Encoding.UTF8.GetBytes(text))] - 1;

    // Seeded by the runtime, so that nobody can choose names that collide.
    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = default(HashCode);
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }

    private int FindSlot(ReadOnlySpan<byte> utf8)
    {
        var slot = Hash(utf8) & (_slots.Length - 1);
        while (_slots[slot] != 0 && !_keys[_slots[slot] - 1].AsSpan().SequenceEqual(utf8))
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (var key = 0; key < _keys.Count; key++)
        {
            _slots[FindSlot(_keys[key])] = key + 1;
        }
    }
}
