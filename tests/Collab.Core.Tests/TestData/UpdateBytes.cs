using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Tests.TestData;

/// <summary>V1 updates put together by hand, so that they may be wrong, or merged.</summary>
internal static class UpdateBytes
{
    public const byte Gc = 0;
    public const byte Text = 4;
    public const byte Embed = 5;
    public const byte Any = 8;
    public const byte Sub = 0x20;
    public const byte RightOrigin = 0x40;
    public const byte Origin = 0x80;

    public static byte[] Written(Action<Lib0Writer> write)
    {
        var writer = new Lib0Writer();
        write(writer);
        return writer.ToArray();
    }

    /// <summary>An update of one client: so many blocks from a clock on, and no deletes.</summary>
    public static byte[] OfClient(ulong client, ulong clock, int blocks, Action<Lib0Writer> writeBlocks) =>
        Written(writer =>
        {
            writer.WriteVarUint(1);
            writer.WriteVarUint((ulong)blocks);
            writer.WriteVarUint(client);
            writer.WriteVarUint(clock);
            writeBlocks(writer);
            writer.WriteVarUint(0);
        });

    /// <summary>An update of one client with one text in the root "t".</summary>
    public static byte[] TextAt(ulong client, ulong clock, string text) => OfClient(client, clock, 1, writer =>
    {
        writer.InRoot(Text, "t");
        writer.WriteVarString(text);
    });

    /// <summary>An update that deletes one range and brings no blocks.</summary>
    public static byte[] Delete(ulong client, ulong clock, ulong length) => Written(writer =>
    {
        foreach (var number in (ulong[])[0, 1, client, 1, clock, length])
        {
            writer.WriteVarUint(number);
        }
    });

    public static byte[] Merge(IEnumerable<byte[]> updates) =>
        Updates.Merge([.. updates.Select(update => (ReadOnlyMemory<byte>)update)]);

    public static void InRoot(this Lib0Writer writer, byte info, string root)
    {
        writer.WriteUint8(info);
        writer.WriteVarUint(1);
        writer.WriteVarString(root);
    }

    public static void InItem(this Lib0Writer writer, byte info, ulong client, ulong clock)
    {
        writer.WriteUint8(info);
        writer.WriteVarUint(0);
        writer.WriteVarUint(client);
        writer.WriteVarUint(clock);
    }

    public static void After(this Lib0Writer writer, byte info, ulong client, ulong clock)
    {
        writer.WriteUint8((byte)(info | Origin));
        writer.WriteVarUint(client);
        writer.WriteVarUint(clock);
    }
}
