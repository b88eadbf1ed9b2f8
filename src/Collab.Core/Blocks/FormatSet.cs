using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>Formats with their values, by key, in the order in which the keys came in: the order of the marks that are
/// written for them. Few, so that they are searched one by one.</summary>
internal sealed class FormatSet
{
    private readonly List<(int Key, FormatValue Value)> _formats = [];

    public int Count => _formats.Count;

    public (int Key, FormatValue Value) this[int position] => _formats[position];

    public bool TryGet(int key, out FormatValue value)
    {
        var position = PositionOf(key);
        value = position < 0 ? FormatValue.None : _formats[position].Value;
        return position >= 0;
    }

    /// <returns>The value of a format; <see cref="FormatValue.None"/> if it has none here.</returns>
    public FormatValue Get(int key) => TryGet(key, out var value) ? value : FormatValue.None;

    public bool Contains(int key) => PositionOf(key) >= 0;

    /// <summary>Sets a value; a key that is there already keeps its place.</summary>
    public void Set(int key, FormatValue value)
    {
        var position = PositionOf(key);
        if (position < 0)
        {
            _formats.Add((key, value));
        }
        else
        {
            _formats[position] = (key, value);
        }
    }

    public bool Remove(int key)
    {
        var position = PositionOf(key);
        if (position >= 0)
        {
            _formats.RemoveAt(position);
        }

        return position >= 0;
    }

    public void Clear() => _formats.Clear();

    public void CopyFrom(FormatSet other)
    {
        _formats.Clear();
        _formats.AddRange(other._formats);
    }

    /// <summary>Puts the keys into the order of a JavaScript object's properties: those that are array indices come first,
    /// ascending. Yjs keeps attributes in objects, and writes marks in that order.</summary>
    public void SortAsProperties(KeyTable keys)
    {
        if (!_formats.Exists(format => JavaScriptObject.Rank(keys.GetText(format.Key)) != JavaScriptObject.NoIndex))
        {
            return;
        }

        // OrderBy keeps the order of equals, which all other keys are.
        var sorted = _formats.OrderBy(format => JavaScriptObject.Rank(keys.GetText(format.Key))).ToList();
        _formats.Clear();
        _formats.AddRange(sorted);
    }

    private int PositionOf(int key)
    {
        for (var position = 0; position < _formats.Count; position++)
        {
            if (_formats[position].Key == key)
            {
                return position;
            }
        }

        return -1;
    }
}
