namespace Collab.Core.Types;

/// <summary>One step of a change of a list, from its front on.</summary>
public sealed record ListOperation
{
    private ListOperation(ListOperationKind kind, int length, IReadOnlyList<ListValue> values)
    {
        Kind = kind;
        Length = length;
        Values = values;
    }

    public ListOperationKind Kind { get; }

    /// <summary>Elements that are inserted, kept or deleted.</summary>
    public int Length { get; }

    /// <summary>What is inserted; empty for the other kinds.</summary>
    public IReadOnlyList<ListValue> Values { get; }

    internal static ListOperation Insert(IReadOnlyList<ListValue> values) =>
        new(ListOperationKind.Insert, values.Count, values);

    internal static ListOperation Retain(int length) => new(ListOperationKind.Retain, length, []);

    internal static ListOperation Delete(int length) => new(ListOperationKind.Delete, length, []);
}
