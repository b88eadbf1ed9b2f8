namespace Collab.Core.Codec;

public readonly partial struct Any
{
    /// <inheritdoc/>
    public bool Equals(Any other)
    {
        // Shared types may nest without bound, so what reads them as values must not recurse.
        var open = new Stack<(Any Left, Any Right)>();
        open.Push((this, other));
        while (open.TryPop(out var pair))
        {
            if (!EqualsShallow(pair.Left, pair.Right, open))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Any other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        AnyKind.Boolean or AnyKind.BigInt => HashCode.Combine(Kind, _bits),
        AnyKind.Number => HashCode.Combine(Kind, AsNumber()),
        AnyKind.String => HashCode.Combine(Kind, AsString()),
        AnyKind.Bytes => HashCode.Combine(Kind, AsBytes().Length),
        AnyKind.Array => HashCode.Combine(Kind, Items.Count),
        _ => (int)Kind,
    };

    private static bool EqualsShallow(Any left, Any right, Stack<(Any Left, Any Right)> open)
    {
        if (left.Kind != right.Kind)
        {
            return false;
        }

        switch (left.Kind)
        {
            case AnyKind.Undefined or AnyKind.Null:
                return true;
            case AnyKind.Boolean or AnyKind.BigInt:
                return left._bits == right._bits;
            case AnyKind.Number:
                return left.AsNumber().Equals(right.AsNumber());
            case AnyKind.String:
                return left.AsString() == right.AsString();
            case AnyKind.Bytes:
                return left.AsBytes().Span.SequenceEqual(right.AsBytes().Span);
            case AnyKind.Array:
                return PushItems(left.Items, right.Items, open);
            default:
                return PushProperties(left, right, open);
        }
    }

    private static bool PushItems(IReadOnlyList<Any> left, IReadOnlyList<Any> right, Stack<(Any Left, Any Right)> open)
    {
        for (var i = 0; i < left.Count && left.Count == right.Count; i++)
        {
            open.Push((left[i], right[i]));
        }

        return left.Count == right.Count;
    }

    private static bool PushProperties(Any left, Any right, Stack<(Any Left, Any Right)> open)
    {
        if (left.Properties.Count != right.Properties.Count)
        {
            return false;
        }

        var others = new Dictionary<string, Any>(right.Properties.Count);
        foreach (var (key, value) in right.Properties)
        {
            others[key] = value;
        }

        foreach (var (key, value) in left.Properties)
        {
            if (!others.TryGetValue(key, out var other))
            {
                return false;
            }

            open.Push((value, other));
        }

        return true;
    }
}
