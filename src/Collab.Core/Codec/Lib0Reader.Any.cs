namespace Collab.Core.Codec;

public ref partial struct Lib0Reader
{
    /// <summary>How deep arrays and objects of an <c>any</c> value may nest, unless the caller says otherwise.</summary>
    public const int DefaultMaxDepth = 64;

    /// <summary>Reads one lib0 <c>any</c> value.</summary>
    /// <param name="maxDepth">How many arrays and objects may be open at once.</param>
    public Any ReadAny(int maxDepth = DefaultMaxDepth)
    {
        var tag = ReadUint8();
        switch (tag)
        {
            case AnyTag.Undefined:
                return Any.Undefined;
            case AnyTag.Null:
                return Any.Null;
            case AnyTag.Integer:
                var integer = ReadVarInt(out var isNegative);
                return integer == 0 && isNegative ? -0.0 : (double)integer;
            case AnyTag.Float32:
                return (double)ReadFloat32();
            case AnyTag.Float64:
                return ReadFloat64();
            case AnyTag.BigInt:
                return Any.FromBigInt(ReadBigInt64());
            case AnyTag.False:
                return false;
            case AnyTag.True:
                return true;
            case AnyTag.String:
                return ReadVarString();
            case AnyTag.Bytes:
                return Any.FromBytes(ReadVarBytes().ToArray());
            case AnyTag.Array:
                return ReadArray(maxDepth - 1);
            case AnyTag.Object:
                return ReadObject(maxDepth - 1);
            default:
                ThrowMalformed($"unknown any tag {tag}");
                return default;
        }
    }

    /// <summary>Steps over one <c>any</c> value and checks it as <see cref="ReadAny"/> would, without allocating.</summary>
    public void SkipAny(int maxDepth = DefaultMaxDepth)
    {
        switch (PeekTag())
        {
            case AnyTag.Array:
                ReadUint8();
                SkipMany(ReadCount(1, "array"), false, maxDepth - 1);
                break;
            case AnyTag.Object:
                ReadUint8();
                SkipMany(ReadCount(2, "object"), true, maxDepth - 1);
                break;
            default:
                SkipScalar();
                break;
        }
    }

    private void SkipMany(int count, bool hasKeys, int depthLeft)
    {
        if (depthLeft < 0)
        {
            ThrowMalformed("value is nested too deeply");
        }

        for (var i = 0; i < count; i++)
        {
            if (hasKeys)
            {
                ReadVarUtf8();
            }

            SkipAny(depthLeft);
        }
    }

    private readonly byte PeekTag()
    {
        if (IsAtEnd)
        {
            ThrowMalformed("unexpected end");
        }

        return _input[_position];
    }

    private void SkipScalar()
    {
        var tag = ReadUint8();
        switch (tag)
        {
            case AnyTag.Undefined or AnyTag.Null or AnyTag.False or AnyTag.True:
                break;
            case AnyTag.Integer:
                ReadVarInt();
                break;
            case AnyTag.Float32:
                Take(sizeof(float));
                break;
            case AnyTag.Float64 or AnyTag.BigInt:
                Take(sizeof(double));
                break;
            case AnyTag.String:
                ReadVarUtf8();
                break;
            case AnyTag.Bytes:
                ReadVarBytes();
                break;
            default:
                ThrowMalformed($"unknown any tag {tag}");
                break;
        }
    }

    private Any ReadArray(int depthLeft)
    {
        if (depthLeft < 0)
        {
            ThrowMalformed("value is nested too deeply");
        }

        var items = new Any[ReadCount(1, "array")];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = ReadAny(depthLeft);
        }

        return Any.FromArray(items);
    }

    private Any ReadObject(int depthLeft)
    {
        if (depthLeft < 0)
        {
            ThrowMalformed("value is nested too deeply");
        }

        var properties = new KeyValuePair<string, Any>[ReadCount(2, "object")];
        for (var i = 0; i < properties.Length; i++)
        {
            var key = ReadVarString();
            properties[i] = new KeyValuePair<string, Any>(key, ReadAny(depthLeft));
        }

        return Any.FromObject(properties);
    }
}
