using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>For each client, the next clock expected. Immutable, equal by value; clients come highest first.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is Yjs's word.")]
public sealed class StateVector : IReadOnlyCollection<(ClientId Client, ulong Clock)>, IEquatable<StateVector>
{
    private readonly (ClientId Client, ulong Clock)[] _entries;

    private StateVector((ClientId Client, ulong Clock)[] entries) => _entries = entries;

    public static StateVector Empty { get; } = new([]);

    public int Count => _entries.Length;

    /// <summary>The next clock expected of a client; 0 if nothing of it is known.</summary>
    public ulong this[ClientId client]
    {
        get
        {
            var low = 0;
            var high = _entries.Length - 1;
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                var order = client.CompareTo(_entries[middle].Client);
                if (order == 0)
                {
                    return _entries[middle].Clock;
                }

                (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
            }

            return 0;
        }
    }

    /// <summary>Whether it expects nothing of another one's clients that comes before what that expects.</summary>
    public bool Contains(StateVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (client, clock) in other._entries)
        {
            if (this[client] < clock)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes a state vector of entries in any order; of several for a client the last counts.</summary>
    public static StateVector From(IEnumerable<(ClientId Client, ulong Clock)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var clocks = new Dictionary<ClientId, ulong>();
        foreach (var (client, clock) in entries)
        {
            clocks[client] = clock;
        }

        return FromDistinct([.. clocks.Select(entry => (entry.Key, entry.Value))]);
    }

    /// <exception cref="MalformedUpdateException">The bytes are not exactly one state vector.</exception>
    public static StateVector Decode(ReadOnlySpan<byte> encoded)
    {
        var reader = new Lib0Reader(encoded);
        var entries = new List<(ClientId Client, ulong Clock)>();
        for (var left = reader.ReadCount(2, "state vector"); left > 0; left--)
        {
            entries.Add((new ClientId(reader.ReadVarUint()), reader.ReadVarUint()));
        }

        reader.ThrowIfMore("state vector");
        return From(entries);
    }

    public byte[] Encode()
    {
        var writer = new Lib0Writer();
        WriteTo(writer);
        return writer.ToArray();
    }

    public IEnumerator<(ClientId Client, ulong Clock)> GetEnumerator() =>
        ((IEnumerable<(ClientId Client, ulong Clock)>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    public bool Equals(StateVector? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries);

    public override bool Equals(object? obj) => Equals(obj as StateVector);

    public override int GetHashCode() =>
        _entries.Aggregate(_entries.Length, (hash, entry) => HashCode.Combine(hash, entry.Client, entry.Clock));

    /// <param name="entries">One for each client, in any order; kept.</param>
    internal static StateVector FromDistinct((ClientId Client, ulong Clock)[] entries)
    {
        Array.Sort(entries, (left, right) => right.Client.CompareTo(left.Client));
        return new StateVector(entries);
    }

    internal static StateVector Max(StateVector left, StateVector right) =>
        From(left.Concat(right).OrderBy(entry => entry.Clock));

    internal void WriteTo(Lib0Writer writer)
    {
        writer.WriteVarUint((ulong)_entries.Length);
        foreach (var (client, clock) in _entries)
        {
            writer.WriteVarUint(client.Value);
            writer.WriteVarUint(clock);
        }
    }
}
