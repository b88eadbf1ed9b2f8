using Collab.Core.Codec;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>One block of an update as the V1 wire has it, each field free to be changed. Reads and writes for itself, so that
/// it can write what the engine never would.</summary>
internal sealed class ForgedBlock
{
    public const byte KindBits = 0x1F;
    public const byte Sub = 0x20;
    public const byte RightOrigin = 0x40;
    public const byte Origin = 0x80;

    private const int Gc = 0;
    private const int Deleted = 1;
    private const int Json = 2;
    private const int Binary = 3;
    private const int Text = 4;
    private const int Embed = 5;
    private const int Format = 6;
    private const int Type = 7;
    private const int AnyValues = 8;
    private const int Doc = 9;
    private const int Skip = 10;
    private const int XmlElement = 3;
    private const int XmlHook = 5;

    /// <summary>Content kind and flags.</summary>
    public byte Info { get; set; }

    public (ulong Client, ulong Clock) Left { get; set; }

    public (ulong Client, ulong Clock) Right { get; set; }

    /// <summary>The root's name; null if the parent is the item <see cref="ParentItem"/>.</summary>
    public string? ParentRoot { get; set; }

    public (ulong Client, ulong Clock) ParentItem { get; set; }

    public string Key { get; set; } = "";

    /// <summary>All that follows the parent, as it lies on the wire.</summary>
    public byte[] Content { get; set; } = [];

    /// <summary>Units that it takes of its client's clock; stays what it was when the content is changed.</summary>
    public ulong Length { get; private init; } = 1;

    public bool HasNoParentOnWire => (Info & (Origin | RightOrigin)) != 0 || Info is Gc or Skip;

    public static ForgedBlock Read(ref Lib0Reader reader, ReadOnlySpan<byte> source)
    {
        var info = reader.ReadUint8();
        var left = (info & Origin) != 0 ? ReadId(ref reader) : default;
        var right = (info & RightOrigin) != 0 ? ReadId(ref reader) : default;
        string? root = null;
        var parent = default((ulong, ulong));
        var key = "";
        if ((info & (Origin | RightOrigin)) == 0 && info is not (Gc or Skip))
        {
            var isRoot = reader.ReadVarUint() == 1;
            root = isRoot ? reader.ReadVarString() : null;
            parent = isRoot ? default : ReadId(ref reader);
            key = (info & Sub) != 0 ? reader.ReadVarString() : "";
        }

        var start = reader.Position;
        var length = SkipContent(ref reader, info & KindBits);
        return new ForgedBlock
        {
            Info = info,
            Left = left,
            Right = right,
            ParentRoot = root,
            ParentItem = parent,
            Key = key,
            Content = source[start..reader.Position].ToArray(),
            Length = length,
        };
    }

    public ForgedBlock Copy() => (ForgedBlock)MemberwiseClone();

    public void Write(Lib0Writer writer)
    {
        writer.WriteUint8(Info);
        if ((Info & Origin) != 0)
        {
            WriteId(writer, Left);
        }

        if ((Info & RightOrigin) != 0)
        {
            WriteId(writer, Right);
        }

        if (!HasNoParentOnWire)
        {
            WriteParent(writer);
        }

        writer.WriteBytes(Content);
    }

    private static (ulong Client, ulong Clock) ReadId(ref Lib0Reader reader) => (reader.ReadVarUint(), reader.ReadVarUint());

    private static void WriteId(Lib0Writer writer, (ulong Client, ulong Clock) id)
    {
        writer.WriteVarUint(id.Client);
        writer.WriteVarUint(id.Clock);
    }

    private static ulong SkipContent(ref Lib0Reader reader, int kind)
    {
        switch (kind)
        {
            case Gc or Deleted or Skip:
                return reader.ReadVarUint();
            case Json:
                var texts = reader.ReadVarUint();
                for (var i = 0UL; i < texts; i++)
                {
                    reader.ReadVarUtf8();
                }

                return texts;
            case Text:
                return (ulong)reader.ReadVarString().Length;
            case Binary or Embed:
                reader.ReadVarBytes();
                return 1;
            case Format:
                reader.ReadVarUtf8();
                reader.ReadVarUtf8();
                return 1;
            case Type:
                if (reader.ReadVarUint() is XmlElement or XmlHook)
                {
                    reader.ReadVarUtf8();
                }

                return 1;
            case AnyValues:
                var values = reader.ReadVarUint();
                for (var i = 0UL; i < values; i++)
                {
                    reader.SkipAny();
                }

                return values;
            case Doc:
                reader.ReadVarUtf8();
                reader.SkipAny();
                return 1;
            default:
                throw new InvalidDataException($"content {kind} in a fixture");
        }
    }

    private void WriteParent(Lib0Writer writer)
    {
        writer.WriteVarUint(ParentRoot is null ? 0UL : 1);
        if (ParentRoot is null)
        {
            WriteId(writer, ParentItem);
        }
        else
        {
            writer.WriteVarString(ParentRoot);
        }

        if ((Info & Sub) != 0)
        {
            writer.WriteVarString(Key);
        }
    }
}
