namespace Collab.Core.Blocks;

/// <summary>What a run of format marks does, all in all, to the formats in force before it.</summary>
/// <remarks>Formats are kept in the order in which they came into force, so that it matters whether one was ended in
/// between: it is then behind all others when it is back.</remarks>
internal sealed class FormatSummary
{
    private readonly List<Entry> _entries = [];

    /// <summary>Adds what the next mark does.</summary>
    /// <param name="mark">Its handle; 0 if it ends the format.</param>
    public void Pass(int key, int mark)
    {
        var position = PositionOf(key);
        if (position < 0)
        {
            _entries.Add(new Entry(key, mark, Ends: mark == 0));
        }
        else if (mark == 0)
        {
            _entries[position] = new Entry(key, 0, Ends: true);
        }
        else if (_entries[position].Mark != 0)
        {
            _entries[position] = _entries[position] with { Mark = mark };
        }
        else
        {
            _entries.RemoveAt(position);
            _entries.Add(new Entry(key, mark, Ends: true));
        }
    }

    /// <summary>Adds what the marks of another run do, which follows.</summary>
    public void Pass(FormatSummary next)
    {
        foreach (var entry in next._entries)
        {
            if (entry.Ends)
            {
                Pass(entry.Key, 0);
            }

            if (entry.Mark != 0)
            {
                Pass(entry.Key, entry.Mark);
            }
        }
    }

    /// <summary>Does to formats what the marks do.</summary>
    public void ApplyTo(FormatSet formats)
    {
        foreach (var entry in _entries)
        {
            if (entry.Ends)
            {
                formats.Remove(entry.Key);
            }

            if (entry.Mark != 0)
            {
                formats.Set(entry.Key, new FormatValue(entry.Mark, default));
            }
        }
    }

    private int PositionOf(int key)
    {
        for (var position = 0; position < _entries.Count; position++)
        {
            if (_entries[position].Key == key)
            {
                return position;
            }
        }

        return -1;
    }

    /// <param name="Mark">The one in force at the end; 0 if none is.</param>
    /// <param name="Ends">Whether the format is ended somewhere, before <paramref name="Mark"/> if there is one.</param>
    private readonly record struct Entry(int Key, int Mark, bool Ends);
}
