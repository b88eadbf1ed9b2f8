using Collab.Core.Documents;

namespace Collab.Interop.Tests.Engine;

/// <summary>Holds each replica's updates back until chance delivers them: late, in any order, twice, or merged.</summary>
internal sealed class CrossNetwork(Random random, int replicas)
{
    private readonly List<CrossUpdate> _sent = [];
    private readonly List<CrossUpdate>[] _waiting = [.. Enumerable.Range(0, replicas).Select(_ => new List<CrossUpdate>())];

    /// <summary>All updates ever sent.</summary>
    public IReadOnlyList<CrossUpdate> Sent => _sent;

    public bool HasWaiting => _waiting.Any(waiting => waiting.Count > 0);

    public void Send(CrossUpdate update)
    {
        _sent.Add(update);
        for (var place = 0; place < _waiting.Length; place++)
        {
            if (place != update.Author)
            {
                _waiting[place].Add(update);
            }
        }
    }

    /// <summary>Some updates for some replicas; the others are offline.</summary>
    public IReadOnlyList<(int Place, List<(int Version, byte[] Update)> Updates)> SomeDeliveries() =>
    [
        .. Enumerable.Range(0, _waiting.Length)
            .Where(_ => random.Next(100) < 70)
            .Select(place => (place, Take(place, random.Next(_waiting[place].Count + 1)))),
    ];

    /// <summary>All that waits.</summary>
    public IReadOnlyList<(int Place, List<(int Version, byte[] Update)> Updates)> AllDeliveries() =>
        [.. Enumerable.Range(0, _waiting.Length).Select(place => (place, Take(place, _waiting[place].Count)))];

    private List<(int Version, byte[] Update)> Take(int place, int count)
    {
        var taken = new List<CrossUpdate>();
        var waiting = _waiting[place];
        for (; count > 0; count--)
        {
            var at = random.Next(waiting.Count);
            taken.Add(waiting[at]);
            waiting[at] = waiting[^1];
            waiting.RemoveAt(waiting.Count - 1);
            if (random.Next(8) == 0)
            {
                taken.Add(_sent[random.Next(_sent.Count)]);
            }
        }

        return Pack(taken);
    }

    // One by one, or several merged into one; in one format or the other.
    private List<(int Version, byte[] Update)> Pack(List<CrossUpdate> updates)
    {
        var packed = new List<(int, byte[])>();
        for (var i = 0; i < updates.Count;)
        {
            var count = random.Next(4) == 0 ? Math.Min(random.Next(2, 6), updates.Count - i) : 1;
            var parts = updates.GetRange(i, count);
            packed.Add(random.Next(3) == 0
                ? (2, Updates.MergeV2([.. parts.Select(update => (ReadOnlyMemory<byte>)update.V2)]))
                : (1, Updates.Merge([.. parts.Select(update => (ReadOnlyMemory<byte>)update.V1)])));
            i += count;
        }

        return packed;
    }
}
