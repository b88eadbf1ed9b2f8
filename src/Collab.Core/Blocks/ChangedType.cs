namespace Collab.Core.Blocks;

/// <summary>What of a type a transaction changed: its list, and which of its keys, in the order of their first change.</summary>
internal sealed class ChangedType(TypeNode node)
{
    private readonly HashSet<int> _known = [];
    private readonly List<int> _keys = [];

    public TypeNode Node { get; } = node;

    public bool ListChanged { get; private set; }

    public IReadOnlyList<int> Keys => _keys;

    /// <param name="key">The key; <see cref="Block.None"/> for the list.</param>
    public void Note(int key)
    {
        if (key == Block.None)
        {
            ListChanged = true;
        }
        else if (_known.Add(key))
        {
            _keys.Add(key);
        }
    }
}
