namespace Collab.Core.Blocks;

/// <summary>What of a type a transaction changed: its list, and which of its keys, in the order of their first change.</summary>
/// <remarks>Most transactions change a list or a few keys, so that a set of keys is made only for many.</remarks>
internal sealed class ChangedType(TypeNode node)
{
    private const int MaxKeysSearched = 8;

    private List<int>? _keys;
    private HashSet<int>? _known;

    public TypeNode Node { get; } = node;

    public bool ListChanged { get; private set; }

    public IReadOnlyList<int> Keys => _keys is null ? [] : _keys;

    /// <param name="key">The key; <see cref="Block.None"/> for the list.</param>
    public void Note(int key)
    {
        if (key == Block.None)
        {
            ListChanged = true;
        }
        else if (!IsKnown(key))
        {
            (_keys ??= []).Add(key);
            _known?.Add(key);
        }
    }

    private bool IsKnown(int key)
    {
        if (_keys is null || _keys.Count < MaxKeysSearched)
        {
            return _keys is not null && _keys.Contains(key);
        }

        return (_known ??= [.. _keys]).Contains(key);
    }
}
