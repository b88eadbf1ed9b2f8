using System.Buffers.Binary;
using Collab.Load.Wire;

namespace Collab.Load.Replaying;

/// <summary>Updates of one Yjs client, recorded beforehand by peers/record.mjs.</summary>
/// <remarks>The first update brings any number of units, each later one exactly one: so a clock tells how many updates led to it.</remarks>
internal sealed class Recording
{
    /// <summary>The client id of the first writer of a document; the others follow.</summary>
    public const ulong FirstClient = 3_000_000_000;

    private readonly byte[] _bytes;
    private readonly int[] _starts;

    public Recording(byte[] bytes, int most)
    {
        _bytes = bytes;
        var starts = new List<int>();
        var at = 0;
        while (at < bytes.Length && starts.Count < most)
        {
            starts.Add(at + sizeof(uint));
            at += sizeof(uint) + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
        }

        starts.Add(at + sizeof(uint));
        _starts = [.. starts];
        FirstClock = EndOf(this[0]);
        if (EndOf(this[Count - 1]) != ClockAfter(Count))
        {
            throw new InvalidDataException("not a recording of one unit an update");
        }
    }

    public int Count => _starts.Length - 1;

    /// <summary>The clock that the first update leads to.</summary>
    public ulong FirstClock { get; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_starts[index]..(_starts[index + 1] - sizeof(uint)));

    /// <summary>How many updates a replica with this clock has.</summary>
    public int UpdatesAt(ulong clock) => clock < FirstClock ? 0 : (int)(clock - FirstClock) + 1;

    public ulong ClockAfter(int updates) => updates == 0 ? 0 : FirstClock + (ulong)updates - 1;

    private static ulong EndOf(ReadOnlySpan<byte> update)
    {
        ulong end = 0;
        for (var ranges = new UpdateRanges(update); ranges.MoveNext();)
        {
            end = ranges.To;
        }

        return end;
    }
}
