namespace Collab.Core.Codec;

public sealed partial class Lib0Writer
{
    private const double MaxTaggedInteger = int.MaxValue;

    /// <summary>Writes one lib0 <c>any</c> value; numbers in the smallest form that lib0 would choose.</summary>
    /// <exception cref="ArgumentException">The value nests deeper than <see cref="Lib0Reader.DefaultMaxDepth"/>.</exception>
    public void WriteAny(Any value) => WriteAny(value, Lib0Reader.DefaultMaxDepth);

    private void WriteAny(Any value, int depthLeft)
    {
        switch (value.Kind)
        {
            case AnyKind.Undefined:
                WriteUint8(AnyTag.Undefined);
                break;
            case AnyKind.Null:
                WriteUint8(AnyTag.Null);
                break;
            case AnyKind.Boolean:
                WriteUint8(value.AsBoolean() ? AnyTag.True : AnyTag.False);
                break;
            case AnyKind.Number:
                WriteNumber(value.AsNumber());
                break;
            case AnyKind.BigInt:
                WriteUint8(AnyTag.BigInt);
                WriteBigInt64(value.AsBigInt());
                break;
            case AnyKind.String:
                WriteUint8(AnyTag.String);
                WriteVarString(value.AsString());
                break;
            case AnyKind.Bytes:
                WriteUint8(AnyTag.Bytes);
                WriteVarBytes(value.AsBytes().Span);
                break;
            case AnyKind.Array:
                WriteArray(value.Items, depthLeft - 1);
                break;
            default:
                WriteObject(value.Properties, depthLeft - 1);
                break;
        }
    }

    // lib0 chooses "integer" by magnitude (so -2^31 is a float32, and -0 an integer), then float32 if no bit is lost.
    private void WriteNumber(double number)
    {
        if (Math.Abs(number) <= MaxTaggedInteger && Math.Truncate(number) == number)
        {
            WriteUint8(AnyTag.Integer);
            WriteVarInt((ulong)Math.Abs(number), double.IsNegative(number));
        }
        else if ((float)number == number)
        {
            WriteUint8(AnyTag.Float32);
            WriteFloat32((float)number);
        }
        else
        {
            WriteUint8(AnyTag.Float64);
            WriteFloat64(number);
        }
    }

    private void WriteArray(IReadOnlyList<Any> items, int depthLeft)
    {
        ThrowIfTooDeep(depthLeft);
        WriteUint8(AnyTag.Array);
        WriteVarUint((ulong)items.Count);
        foreach (var item in items)
        {
            WriteAny(item, depthLeft);
        }
    }

    private void WriteObject(IReadOnlyList<KeyValuePair<string, Any>> properties, int depthLeft)
    {
        ThrowIfTooDeep(depthLeft);
        WriteUint8(AnyTag.Object);
        WriteVarUint((ulong)properties.Count);
        foreach (var (key, item) in properties)
        {
            WriteVarString(key);
            WriteAny(item, depthLeft);
        }
    }

    private static void ThrowIfTooDeep(int depthLeft)
    {
        if (depthLeft < 0)
        {
            throw new ArgumentException($"a value nests deeper than {Lib0Reader.DefaultMaxDepth}");
        }
    }
}
