using System.Text;
using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>Content bytes as values. The bytes were checked when they were read, so nothing here can fail.</summary>
internal static class ContentValues
{
    /// <summary>Where the n-th of several values begins.</summary>
    public static int OffsetOf(ContentKind kind, ReadOnlySpan<byte> content, int index)
    {
        var reader = new Lib0Reader(content);
        for (var i = 0; i < index; i++)
        {
            if (kind == ContentKind.Any)
            {
                reader.SkipAny(int.MaxValue);
            }
            else
            {
                reader.ReadVarBytes();
            }
        }

        return reader.Position;
    }

    /// <summary>The values of a block, one for each of its units.</summary>
    public static Any[] Read(ContentKind kind, ReadOnlySpan<byte> content, int length)
    {
        if (kind == ContentKind.Text)
        {
            return [.. Encoding.UTF8.GetString(content).Select(unit => Any.FromString(unit.ToString()))];
        }

        var reader = new Lib0Reader(content);
        var values = new Any[length];
        for (var i = 0; i < length; i++)
        {
            values[i] = ReadOne(kind, ref reader);
        }

        return values;
    }

    /// <summary>The last value of a block: what a map's key is worth.</summary>
    public static Any ReadLast(ContentKind kind, ReadOnlySpan<byte> content, int length) =>
        ReadAt(kind, content, length - 1);

    /// <summary>The value of one unit of a block.</summary>
    public static Any ReadAt(ContentKind kind, ReadOnlySpan<byte> content, int unit)
    {
        if (kind == ContentKind.Text)
        {
            return Encoding.UTF8.GetString(content)[unit].ToString();
        }

        var reader = new Lib0Reader(content[(unit > 0 ? OffsetOf(kind, content, unit) : 0)..]);
        return ReadOne(kind, ref reader);
    }

    public static (string Key, Any Value) ReadFormat(ReadOnlySpan<byte> content)
    {
        var reader = new Lib0Reader(content);
        return (reader.ReadVarString(), JsonOrAny.Read(reader.TakeRest()));
    }

    private static Any ReadOne(ContentKind kind, ref Lib0Reader reader) => kind switch
    {
        ContentKind.Any => reader.ReadAny(int.MaxValue),
        ContentKind.Json => ReadJson(reader.ReadVarString()),
        ContentKind.Embed => JsonOrAny.Read(reader.TakeRest()),
        ContentKind.Binary => Any.FromBytes(reader.ReadVarBytes().ToArray()),
        ContentKind.Document => Any.FromObject(new KeyValuePair<string, Any>("guid", reader.ReadVarString())),
        _ => Any.Undefined,
    };

    private static Any ReadJson(string text) => text == "undefined" ? Any.Undefined : Any.ParseJson(text);
}
