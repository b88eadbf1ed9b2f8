using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>The formats in force at a place of a text, in the order in which they began.</summary>
internal sealed class FormatAttributes
{
    private readonly OrderedDictionary<string, Any> _values = [];

    public int Count => _values.Count;

    public IReadOnlyList<KeyValuePair<string, Any>> ToList() => [.. _values];

    /// <summary>The value of a format; null, as at the end of one, if it is not in force.</summary>
    public Any Get(string key) => _values.TryGetValue(key, out var value) ? value : Any.Null;

    /// <summary>Passes a format mark.</summary>
    public void Pass(string key, Any value)
    {
        if (value.Kind == AnyKind.Null)
        {
            _values.Remove(key);
        }
        else
        {
            _values[key] = value;
        }
    }
}
