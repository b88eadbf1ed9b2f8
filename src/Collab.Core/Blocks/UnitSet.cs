namespace Collab.Core.Blocks;

/// <summary>Units by client, the clients in the order in which they came in: it decides in which order an undo goes
/// through them.</summary>
internal sealed class UnitSet
{
    private readonly OrderedDictionary<int, ClockRanges> _clients = [];

    public IEnumerable<KeyValuePair<int, ClockRanges>> Clients => _clients;

    /// <param name="client">The client's index in the store.</param>
    public void Add(int client, int start, int end)
    {
        if (!_clients.TryGetValue(client, out var ranges))
        {
            _clients.Add(client, ranges = new ClockRanges());
        }

        ranges.Add(start, end);
    }

    public void Add(int client, ClockRanges ranges)
    {
        foreach (var range in ranges.AsSpan())
        {
            Add(client, range.Start, range.End);
        }
    }

    public void Add(UnitSet other)
    {
        foreach (var (client, ranges) in other.Clients)
        {
            Add(client, ranges);
        }
    }

    public bool Contains(int client, int clock) =>
        _clients.TryGetValue(client, out var ranges) && ranges.Contains(clock, clock + 1);
}
