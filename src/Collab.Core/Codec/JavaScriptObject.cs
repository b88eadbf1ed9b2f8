using System.Globalization;

namespace Collab.Core.Codec;

/// <summary>The order in which a JavaScript object has its properties: those whose names are array indices come first,
/// ascending; the others as they were set (ECMAScript, OrdinaryOwnPropertyKeys).</summary>
internal static class JavaScriptObject
{
    private const int MaxDigits = 10;
    private const uint LargestIndex = uint.MaxValue - 1;

    /// <summary>The rank of all names that are no indices.</summary>
    public const long NoIndex = long.MaxValue;

    /// <returns>The same list if it is in that order.</returns>
    public static IReadOnlyList<KeyValuePair<string, Any>> InOrder(IReadOnlyList<KeyValuePair<string, Any>> properties)
    {
        var previous = -1L;
        var isInOrder = true;
        for (var i = 0; i < properties.Count && isInOrder; i++)
        {
            var rank = Rank(properties[i].Key);
            isInOrder = rank > previous || (rank == NoIndex && previous == rank);
            previous = rank;
        }

        return isInOrder ? properties : [.. properties.OrderBy(property => Rank(property.Key))];
    }

    /// <summary>The place of a property among others: an index is its own rank, other names have <see cref="NoIndex"/>.</summary>
    public static long Rank(string name) =>
        name.Length is > 0 and <= MaxDigits
        && char.IsAsciiDigit(name[0])
        && (name[0] != '0' || name.Length == 1)
        && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index <= LargestIndex
            ? index
            : NoIndex;
}
