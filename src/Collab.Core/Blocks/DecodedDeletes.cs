using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>The delete set of one update as it was read: clients and ranges in the order they came in.</summary>
internal sealed class DecodedDeletes
{
    public static DecodedDeletes None { get; } = new();

    public List<(ulong Client, List<ClockRange> Ranges)> Clients { get; } = [];

    public bool IsEmpty => Clients.Count == 0;

    /// <summary>Reads the V1 form; ranges of no length, which delete nothing, are left out.</summary>
    public static DecodedDeletes Read(ref Lib0Reader reader, UpdateLimits limits)
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
            deletes.ReadClient(ref reader, limits, ref rangesLeft);
        }

        return deletes;
    }

    public IEnumerable<(ClientId Client, DeleteRange Range)> AllRanges() =>
        Clients.SelectMany(entry => entry.Ranges.Select(range =>
            (new ClientId(entry.Client), new DeleteRange((ulong)range.Start, (ulong)(range.End - range.Start)))));

    /// <summary>Writes the V1 form as it was read, but for the order of clients: the highest first.</summary>
    public void WriteTo(Lib0Writer writer)
    {
        var merged = Clients
            .GroupBy(entry => entry.Client, entry => entry.Ranges)
            .OrderByDescending(group => group.Key)
            .ToArray();
        writer.WriteVarUint((ulong)merged.Length);
        foreach (var group in merged)
        {
            writer.WriteVarUint(group.Key);
            writer.WriteVarUint((ulong)group.Sum(ranges => ranges.Count));
            foreach (var range in group.SelectMany(ranges => ranges))
            {
                writer.WriteVarUint((ulong)range.Start);
                writer.WriteVarUint((ulong)(range.End - range.Start));
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

    private void ReadClient(ref Lib0Reader reader, UpdateLimits limits, ref int rangesLeft)
    {
        var client = reader.ReadVarUint();
        var count = reader.ReadCount(2, "delete ranges");
        rangesLeft -= count;
        if (rangesLeft < 0)
        {
            reader.ThrowMalformed($"delete set of more than {limits.MaxDeleteRanges} ranges");
        }

        var ranges = new List<ClockRange>(count);
        for (var i = 0; i < count; i++)
        {
            var clock = reader.ReadVarUint();
            var length = reader.ReadVarUint();
            if (clock + length > (ulong)limits.MaxClock)
            {
                reader.ThrowMalformed("deleted clock is too large");
            }

            if (length > 0)
            {
                ranges.Add(new ClockRange((int)clock, (int)(clock + length)));
            }
        }

        if (ranges.Count > 0)
        {
            Clients.Add((client, ranges));
        }
    }
}
