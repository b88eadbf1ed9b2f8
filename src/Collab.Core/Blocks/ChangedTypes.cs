namespace Collab.Core.Blocks;

/// <summary>The types that a transaction changed, in the order of their first change.</summary>
/// <remarks>Most transactions change one type or two, so that they are looked up by hash only if there are many.</remarks>
internal sealed class ChangedTypes
{
    private const int MaxTypesSearched = 8;

    private readonly List<ChangedType?> _inOrder = [];
    private Dictionary<TypeNode, int>? _positions;
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
        if (PositionOf(type) is var position and >= 0)
        {
            _positions?.Remove(type);
            _inOrder[position] = null;
            _last = null;
        }
    }

    public IEnumerable<ChangedType> All() => _inOrder.OfType<ChangedType>();

    private ChangedType GetOrAdd(TypeNode type)
    {
        if (PositionOf(type) is var position and >= 0)
        {
            return _inOrder[position]!;
        }

        var changed = new ChangedType(type);
        _positions?.Add(type, _inOrder.Count);
        _inOrder.Add(changed);
        return changed;
    }

    private int PositionOf(TypeNode type)
    {
        if (_positions is null && _inOrder.Count >= MaxTypesSearched)
        {
            _positions = [];
            for (var i = 0; i < _inOrder.Count; i++)
            {
                if (_inOrder[i] is { } known)
                {
                    _positions.Add(known.Node, i);
                }
            }
        }

        if (_positions is not null)
        {
            return _positions.GetValueOrDefault(type, -1);
        }

        for (var i = 0; i < _inOrder.Count; i++)
        {
            if (_inOrder[i]?.Node == type)
            {
                return i;
            }
        }

        return -1;
    }
}
