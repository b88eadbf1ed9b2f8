namespace Collab.Core.Blocks;

/// <summary>The types that a transaction changed, in the order of their first change.</summary>
internal sealed class ChangedTypes
{
    private readonly List<ChangedType?> _inOrder = [];
    private readonly Dictionary<TypeNode, int> _positions = [];
    private ChangedType? _last;

    /// <param name="key">The key that changed; <see cref="Block.None"/> for the list.</param>
    public void Note(TypeNode type, int key)
    {
        if (_last?.Node != type)
        {
            _last = GetOrAdd(type);
        }

        _last.Note(key);
    }

    /// <summary>Forgets a type that was deleted itself.</summary>
    public void Remove(TypeNode type)
    {
        if (_positions.Remove(type, out var position))
        {
            _inOrder[position] = null;
            _last = null;
        }
    }

    public IEnumerable<ChangedType> All() => _inOrder.OfType<ChangedType>();

    private ChangedType GetOrAdd(TypeNode type)
    {
        if (_positions.TryGetValue(type, out var position))
        {
            return _inOrder[position]!;
        }

        var changed = new ChangedType(type);
        _positions.Add(type, _inOrder.Count);
        _inOrder.Add(changed);
        return changed;
    }
}
