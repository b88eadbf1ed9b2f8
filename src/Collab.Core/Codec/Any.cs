using System.Globalization;

namespace Collab.Core.Codec;

/// <summary>One lib0 <c>any</c> value: a JavaScript value as plain data. The default is <see cref="Undefined"/>.</summary>
/// <remarks>
/// <para><c>undefined</c> differs from <c>null</c>, a bigint from a number; negative zero and NaN are kept; an object keeps
/// the order of its properties.</para>
/// <para>Equality is structural; the order of an object's properties does not count, NaN equals NaN.</para>
/// </remarks>
public readonly partial struct Any : IEquatable<Any>
{
    private readonly object? _reference;
    private readonly long _bits;

    private Any(AnyKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    public static Any Undefined => default;

    public static Any Null => new(AnyKind.Null, 0, null);

    public AnyKind Kind { get; }

    /// <summary>The elements of an array; empty for every other kind.</summary>
    public IReadOnlyList<Any> Items => Kind == AnyKind.Array ? (Any[])_reference! : [];

    /// <summary>The properties of an object in their order; empty for every other kind.</summary>
    public IReadOnlyList<KeyValuePair<string, Any>> Properties =>
        Kind == AnyKind.Object ? (KeyValuePair<string, Any>[])_reference! : [];

    /// <summary>An object's property by name (the last of that name); <see cref="Undefined"/> if it has none.</summary>
    public Any this[string key]
    {
        get
        {
            var properties = Properties;
            for (var i = properties.Count - 1; i >= 0; i--)
            {
                if (properties[i].Key == key)
                {
                    return properties[i].Value;
                }
            }

            return Undefined;
        }
    }

    public static implicit operator Any(bool value) => FromBoolean(value);

    public static implicit operator Any(double value) => FromNumber(value);

    public static implicit operator Any(string value) => FromString(value);

    public static bool operator ==(Any left, Any right) => left.Equals(right);

    public static bool operator !=(Any left, Any right) => !left.Equals(right);

    public static Any FromBoolean(bool value) => new(AnyKind.Boolean, value ? 1 : 0, null);

    public static Any FromNumber(double value) => new(AnyKind.Number, BitConverter.DoubleToInt64Bits(value), null);

    public static Any FromBigInt(long value) => new(AnyKind.BigInt, value, null);

    public static Any FromString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Any(AnyKind.String, 0, value);
    }

    /// <param name="value">Kept as it is; the caller must not change it.</param>
    public static Any FromBytes(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Any(AnyKind.Bytes, 0, value);
    }

    /// <param name="items">Kept as they are; the caller must not change them.</param>
    public static Any FromArray(params Any[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new Any(AnyKind.Array, 0, items);
    }

    /// <param name="properties">Kept as they are, in this order; the caller must not change them.</param>
    public static Any FromObject(params KeyValuePair<string, Any>[] properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return new Any(AnyKind.Object, 0, properties);
    }

    public bool AsBoolean() => Kind == AnyKind.Boolean ? _bits != 0 : throw NotA(AnyKind.Boolean);

    public double AsNumber() =>
        Kind == AnyKind.Number ? BitConverter.Int64BitsToDouble(_bits) : throw NotA(AnyKind.Number);

    public long AsBigInt() => Kind == AnyKind.BigInt ? _bits : throw NotA(AnyKind.BigInt);

    public string AsString() => Kind == AnyKind.String ? (string)_reference! : throw NotA(AnyKind.String);

    public ReadOnlyMemory<byte> AsBytes() => Kind == AnyKind.Bytes ? (byte[])_reference! : throw NotA(AnyKind.Bytes);

    /// <summary>The text JavaScript's <c>String(value)</c> gives; XML attributes are written with it.</summary>
    public string ToDisplayString() => Kind switch
    {
        AnyKind.String => AsString(),
        AnyKind.Undefined => "undefined",
        AnyKind.Null => "null",
        AnyKind.Boolean => AsBoolean() ? "true" : "false",
        AnyKind.Number => JavaScriptNumber.Format(AsNumber()),
        AnyKind.BigInt => _bits.ToString(CultureInfo.InvariantCulture),
        AnyKind.Bytes => string.Join(',', (byte[])_reference!),
        AnyKind.Array => string.Join(',', Leaves().Select(leaf => leaf.ToDisplayString())),
        _ => "[object Object]",
    };

    /// <summary>The JSON text, for looking at.</summary>
    public override string ToString() => ToJson();

    // What JavaScript's join makes of nested arrays: their elements in one row; none, null and undefined print as nothing.
    private IEnumerable<Any> Leaves()
    {
        var open = new Stack<Any>([this]);
        while (open.TryPop(out var value))
        {
            if (value.Kind == AnyKind.Array && value.Items.Count > 0)
            {
                foreach (var item in value.Items.Reverse())
                {
                    open.Push(item);
                }
            }
            else
            {
                yield return value.Kind is AnyKind.Undefined or AnyKind.Null or AnyKind.Array ? "" : value;
            }
        }
    }

    private InvalidOperationException NotA(AnyKind wanted) => new($"the value is {Kind}, not {wanted}");
}
