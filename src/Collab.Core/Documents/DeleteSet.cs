using System.Collections;
using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>For each client, its deleted clocks as ranges, ascending and merged. Immutable, equal by value; clients come
/// highest first.</summary>
public sealed class DeleteSet : IReadOnlyCollection<(ClientId Client, IReadOnlyList<DeleteRange> Ranges)>, IEquatable<DeleteSet>
{
    private readonly (ClientId Client, IReadOnlyList<DeleteRange> Ranges)[] _clients;

    private DeleteSet((ClientId Client, IReadOnlyList<DeleteRange> Ranges)[] clients) => _clients = clients;

    public static DeleteSet Empty { get; } = new([]);

    /// <summary>The clients that something is deleted of.</summary>
    public int Count => _clients.Length;

    /// <summary>A client's ranges; empty if nothing of it is deleted.</summary>
    public IReadOnlyList<DeleteRange> this[ClientId client]
    {
        get
        {
            foreach (var entry in _clients)
            {
                if (entry.Client == client)
                {
                    return entry.Ranges;
                }
            }

            return [];
        }
    }

    /// <summary>Makes a delete set of ranges in any order, which may overlap.</summary>
    public static DeleteSet From(IEnumerable<(ClientId Client, DeleteRange Range)> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var clients = ranges
            .Where(entry => entry.Range.Length > 0)
            .GroupBy(entry => entry.Client, entry => entry.Range)
            .OrderByDescending(group => group.Key)
            .Select(group => (group.Key, (IReadOnlyList<DeleteRange>)Merge(group)));
        return new DeleteSet([.. clients]);
    }

    /// <summary>Reads the V1 form; ranges may come in any order.</summary>
    /// <exception cref="MalformedUpdateException">The bytes are not exactly one delete set.</exception>
    public static DeleteSet Decode(ReadOnlySpan<byte> encoded) => Decode(encoded, UpdateFormat.V1);

    /// <summary>Reads the V2 form.</summary>
    /// <exception cref="MalformedUpdateException">The bytes are not exactly one delete set.</exception>
    public static DeleteSet DecodeV2(ReadOnlySpan<byte> encoded) => Decode(encoded, UpdateFormat.V2);

    /// <summary>Writes the V1 form: absolute clocks and lengths.</summary>
    public byte[] Encode() => Encode(UpdateFormat.V1);

    /// <summary>Writes the V2 form: distances between ranges, and lengths less one.</summary>
    public byte[] EncodeV2() => Encode(UpdateFormat.V2);

    public IEnumerator<(ClientId Client, IReadOnlyList<DeleteRange> Ranges)> GetEnumerator() =>
        ((IEnumerable<(ClientId Client, IReadOnlyList<DeleteRange> Ranges)>)_clients).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _clients.GetEnumerator();

    public bool Equals(DeleteSet? other) =>
        other is not null
        && _clients.Length == other._clients.Length
        && _clients.Zip(other._clients).All(pair =>
            pair.First.Client == pair.Second.Client && pair.First.Ranges.SequenceEqual(pair.Second.Ranges));

    public override bool Equals(object? obj) => Equals(obj as DeleteSet);

    public override int GetHashCode() =>
        _clients.Aggregate(_clients.Length, (hash, entry) => HashCode.Combine(hash, entry.Client, entry.Ranges.Count));

    internal IEnumerable<(ClientId Client, DeleteRange Range)> AllRanges() =>
        _clients.SelectMany(entry => entry.Ranges.Select(range => (entry.Client, range)));

    internal void WriteTo(Lib0Writer writer, UpdateFormat format)
    {
        var deletes = new DeleteSetWriter(writer, format, _clients.Length);
        foreach (var (client, ranges) in _clients)
        {
            deletes.BeginClient(client.Value, ranges.Count);
            foreach (var range in ranges)
            {
                deletes.Write(range.Clock, range.Length);
            }
        }
    }

    private static DeleteSet Decode(ReadOnlySpan<byte> encoded, UpdateFormat format)
    {
        var reader = new Lib0Reader(encoded);
        var deletes = DecodedDeletes.Read(ref reader, format, UpdateLimits.Default);
        reader.ThrowIfMore("delete set");
        return From(deletes.AllRanges());
    }

    private byte[] Encode(UpdateFormat format)
    {
        var writer = new Lib0Writer();
        WriteTo(writer, format);
        return writer.ToArray();
    }

    private static List<DeleteRange> Merge(IEnumerable<DeleteRange> ranges)
    {
        var merged = new List<DeleteRange>();
        foreach (var range in ranges.OrderBy(range => range.Clock))
        {
            if (merged.Count > 0 && merged[^1].End >= range.Clock)
            {
                merged[^1] = merged[^1] with { Length = Math.Max(merged[^1].End, range.End) - merged[^1].Clock };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
