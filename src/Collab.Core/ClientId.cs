using System.Globalization;

namespace Collab.Core;

/// <summary>One Yjs replica: the author of items. 0 to 2^53-1 (yjs 13.6 makes 32-bit ids, yrs makes 53-bit ones).</summary>
public readonly record struct ClientId(ulong Value) : IComparable<ClientId>
{
    /// <summary>The largest id that the format holds: 2^53-1.</summary>
    public const ulong MaxValue = (1UL << 53) - 1;

    public int CompareTo(ClientId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
