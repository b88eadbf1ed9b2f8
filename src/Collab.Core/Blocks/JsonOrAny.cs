using System.Text;
using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>The value of an embed or a format, in the form in which it came: V1 has JSON text for it, V2 lib0 <c>any</c>,
/// which can hold more (undefined, NaN, bytes, bigint).</summary>
/// <remarks>JSON text lies there as a varString. No JSON text is empty, so a zero byte says that <c>any</c> follows:
/// <code>
/// 04 74 72 75 65   JSON: length, then "true"
/// 00 78            any: zero, then the tag of true
/// </code>
/// It is converted when it is written in the other form, as Yjs does then.</remarks>
internal static class JsonOrAny
{
    private const byte AnyFollows = 0;
    private const long NegativeZeroBits = long.MinValue;

    public static void AddAny(Lib0Writer content, ReadOnlySpan<byte> any)
    {
        content.WriteUint8(AnyFollows);
        content.WriteBytes(any);
    }

    /// <summary>Adds a value of a local edit: as JSON, unless that would lose something of it.</summary>
    public static void Add(Lib0Writer content, Any value)
    {
        if (IsJson(value))
        {
            content.WriteVarString(value.ToJson());
        }
        else
        {
            content.WriteUint8(AnyFollows);
            content.WriteAny(value);
        }
    }

    public static bool IsAny(ReadOnlySpan<byte> value) => value[0] == AnyFollows;

    public static bool IsNull(ReadOnlySpan<byte> value)
    {
        if (IsAny(value))
        {
            return value[1] == AnyTag.Null;
        }

        var reader = new Lib0Reader(value);
        return reader.ReadVarBytes().TrimStart(" \t\r\n"u8) is [(byte)'n', ..];
    }

    public static Any Read(ReadOnlySpan<byte> value)
    {
        var reader = new Lib0Reader(value);
        if (!IsAny(value))
        {
            return Any.ParseJson(reader.ReadVarString());
        }

        reader.ReadUint8();
        return reader.ReadAny(int.MaxValue);
    }

    /// <summary>Writes JSON text. Of what JSON cannot hold, undefined and NaN become <c>null</c>, bytes an object, as in
    /// JavaScript; a bigint, on which JavaScript throws, becomes its digits.</summary>
    public static void WriteAsJson(Lib0Writer writer, ReadOnlySpan<byte> value)
    {
        if (!IsAny(value))
        {
            writer.WriteBytes(value);
            return;
        }

        switch (value[1])
        {
            case AnyTag.True:
                writer.WriteVarBytes("true"u8);
                break;
            case AnyTag.Null or AnyTag.Undefined:
                writer.WriteVarBytes("null"u8);
                break;
            default:
                writer.WriteVarString(Read(value).ToJson());
                break;
        }
    }

    /// <summary>Writes <c>any</c>: what came as JSON as Yjs would write it.</summary>
    public static void WriteAsAny(Lib0Writer writer, ReadOnlySpan<byte> value)
    {
        if (IsAny(value))
        {
            writer.WriteBytes(value[1..]);
            return;
        }

        var json = new Lib0Reader(value).ReadVarBytes();
        if (json.SequenceEqual("true"u8))
        {
            writer.WriteUint8(AnyTag.True);
        }
        else if (json.SequenceEqual("null"u8))
        {
            writer.WriteUint8(AnyTag.Null);
        }
        else if (json[0] == '"' && json[^1] == '"' && !json.Contains((byte)'\\'))
        {
            writer.WriteUint8(AnyTag.String);
            writer.WriteVarBytes(json[1..^1]);
        }
        else
        {
            writer.WriteAny(Any.ParseJson(Encoding.UTF8.GetString(json)));
        }
    }

    /// <summary>Whether a value nests deeper than readers allow.</summary>
    public static bool IsTooDeep(Any value) => !AllLeaves(value, static _ => true);

    private static bool IsJson(Any value) => AllLeaves(value, IsJsonScalar);

    // False too for what nests too deep.
    private static bool AllLeaves(Any value, Func<Any, bool> condition)
    {
        if (!IsContainer(value))
        {
            return condition(value);
        }

        var open = new Stack<(Any Container, int Depth)>([(value, 1)]);
        while (open.TryPop(out var next))
        {
            foreach (var item in next.Container.Items.Concat(next.Container.Properties.Select(property => property.Value)))
            {
                if (IsContainer(item) ? next.Depth == Lib0Reader.DefaultMaxDepth : !condition(item))
                {
                    return false;
                }

                if (IsContainer(item))
                {
                    open.Push((item, next.Depth + 1));
                }
            }
        }

        return true;
    }

    private static bool IsContainer(Any value) => value.Kind is AnyKind.Array or AnyKind.Object;

    private static bool IsJsonScalar(Any value) => value.Kind switch
    {
        AnyKind.Number => double.IsFinite(value.AsNumber())
            && BitConverter.DoubleToInt64Bits(value.AsNumber()) != NegativeZeroBits,
        AnyKind.Undefined or AnyKind.Bytes or AnyKind.BigInt => false,
        _ => true,
    };
}
