using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>The delete set of one update as it was read: clients and ranges in the order they came in.</summary>
internal sealed class DecodedDeletes
{
    public static DecodedDeletes None { get; } = new();

    public List<(ulong Client, List<ClockRange> Ranges)> Clients { get; } = [];

    public bool IsEmpty => Clients.Count == 0;

    /// <summary>Reads a delete set; ranges of no length, which delete nothing, are left out.</summary>
    public static DecodedDeletes Read(ref Lib0Reader reader, UpdateFormat format, UpdateLimits limits)
    {
        var clientCount = reader.ReadCount(2, "delete set");
        if (clientCount == 0)
        {
            return None;
        }

        if (clientCount > limits.MaxClients)
        {
            reader.ThrowMalformed($"delete set of more than {limits.MaxClients} clients");
        }

        var deletes = new DecodedDeletes();
        var rangesLeft = limits.MaxDeleteRanges;
        for (var i = 0; i < clientCount; i++)
        {
            deletes.ReadClient(ref reader, format, limits, ref rangesLeft);
        }

        return deletes;
    }

    public IEnumerable<(ClientId Client, DeleteRange Range)> AllRanges() =>
        Clients.SelectMany(entry => entry.Ranges.Select(range =>
            (new ClientId(entry.Client), new DeleteRange((ulong)range.Start, (ulong)(range.End - range.Start)))));

    /// <summary>Writes the ranges as they were read, but for the order of clients: the highest first.</summary>
    public void WriteTo(Lib0Writer writer, UpdateFormat format)
    {
        var merged = Clients
            .GroupBy(entry => entry.Client, entry => entry.Ranges)
            .OrderByDescending(group => group.Key)
            .ToArray();
        var deletes = new DeleteSetWriter(writer, format, merged.Length);
        foreach (var group in merged)
        {
            var ranges = Sorted([.. group.SelectMany(ranges => ranges)], format);
            deletes.BeginClient(group.Key, ranges.Length);
            foreach (var range in ranges)
            {
                deletes.Write(range);
            }
        }
    }

    public void Add(ulong client, int start, int end)
    {
        if (Clients.Count == 0 || Clients[^1].Client != client)
        {
            Clients.Add((client, []));
        }

        Clients[^1].Ranges.Add(new ClockRange(start, end));
    }

    private void ReadClient(ref Lib0Reader reader, UpdateFormat format, UpdateLimits limits, ref int rangesLeft)
    {
        var client = reader.ReadVarUint();
        var count = reader.ReadCount(2, "delete ranges");
        rangesLeft -= count;
        if (rangesLeft < 0)
        {
            reader.ThrowMalformed($"delete set of more than {limits.MaxDeleteRanges} ranges");
        }

        var ranges = new List<ClockRange>(count);
        var end = 0UL;
        for (var i = 0; i < count; i++)
        {
            var (clock, length) = format == UpdateFormat.V1
                ? (reader.ReadVarUint(), reader.ReadVarUint())
                : (end + reader.ReadVarUint(), reader.ReadVarUint() + 1);
            end = clock + length;
            if (end > (ulong)limits.MaxClock)
            {
                reader.ThrowMalformed("deleted clock is too large");
            }

            if (length > 0)
            {
                ranges.Add(new ClockRange((int)clock, (int)end));
            }
        }

        if (ranges.Count > 0)
        {
            Clients.Add((client, ranges));
        }
    }

    // V2 has room only for ranges in order that do not overlap, V1 for any.
    private static ClockRange[] Sorted(ClockRange[] ranges, UpdateFormat format)
    {
        for (var i = 1; i < ranges.Length && format == UpdateFormat.V2; i++)
        {
            if (ranges[i].Start < ranges[i - 1].End)
            {
                Array.Sort(ranges, (left, right) => left.Start.CompareTo(right.Start));
                var united = new ClockRanges();
                Array.ForEach(ranges, range => united.Add(range.Start, range.End));
                return united.AsSpan().ToArray();
            }
        }

        return ranges;
    }
}
